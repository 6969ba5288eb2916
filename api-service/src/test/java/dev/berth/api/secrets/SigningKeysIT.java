package dev.berth.api.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.ApiServiceProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ApiServiceProfile.class)
class SigningKeysIT {

    @Inject
    Pool pool;

    @Inject
    KeyEncryptionKey keyEncryptionKey;

    @Test
    void instances_that_start_at_once_sign_with_one_key_which_is_kept_sealed() {
        HashingThreads threads = new HashingThreads();
        List<Uni<String>> instances = IntStream.range(0, 4)
                .mapToObj(_ -> new SigningKeys(pool, keyEncryptionKey, threads).using(SigningKey::publicPem))
                .toList();
        List<String> published = Uni.join().all(instances).andFailFast().await().atMost(Duration.ofSeconds(60));
        assertThat(new HashSet<>(published)).hasSize(1);
        Set<String> kept = new HashSet<>();
        pool.query("select wrapped from signing_key")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(60))
                .forEach(row -> kept.add(row.getString("wrapped")));
        assertThat(kept).hasSize(1).allSatisfy(wrapped -> {
            SigningKey key = SigningKey.unwrap(keyEncryptionKey, "tokens", wrapped);
            assertThat(key.publicPem()).isEqualTo(published.getFirst());
        });
    }
}
