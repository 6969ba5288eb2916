package dev.berth.api.dialect.scaleway.v1beta1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.api.dialect.Fields;
import dev.berth.api.dialect.JsonInput;
import dev.berth.api.dialect.scaleway.v1beta1.TokenOwner.OfContainer;
import dev.berth.api.dialect.scaleway.v1beta1.TokenOwner.OfNamespace;
import dev.berth.api.refusal.Refusal.Invalid;
import dev.berth.api.refusal.Refused;
import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TokenBodyTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String ID = "3b0c0f0e-1111-4222-8333-444455556666";
    private static final ContainerId CONTAINER = new ContainerId(UUID.fromString(ID));
    private static final NamespaceId NAMESPACE = new NamespaceId(UUID.fromString(ID));

    private static TokenBody body(String json) {
        return TokenBody.of(Fields.of(JsonInput.object(json.replace("ID", ID).getBytes(StandardCharsets.UTF_8))), NOON);
    }

    private static TokenBody query(String... keysAndValues) {
        MultiMap query = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            query.add(keysAndValues[i], keysAndValues[i + 1]);
        }
        return TokenBody.of(query, NOON);
    }

    private static List<String> faults(String json) {
        Refused refused = org.assertj.core.api.Assertions.catchThrowableOfType(Refused.class, () -> body(json));
        return ((Invalid) refused.refusal())
                .violations().stream().map(fault -> fault.field()).toList();
    }

    @Test
    void a_token_is_for_one_container_or_one_namespace() {
        assertThat(body("{\"container_id\":\"ID\"}"))
                .isEqualTo(new TokenBody(new OfContainer(CONTAINER), "", Optional.empty()));
        assertThat(body("{\"namespace_id\":\"ID\",\"container_id\":\"\",\"description\":\"d\",\"expires_at\":null}"))
                .isEqualTo(new TokenBody(new OfNamespace(NAMESPACE), "d", Optional.empty()));
    }

    @Test
    void an_expiry_may_carry_an_offset() {
        assertThat(body("{\"container_id\":\"ID\",\"expires_at\":\"2026-01-01T14:00:01.5+02:00\"}")
                        .expiresAt())
                .contains(Instant.parse("2026-01-01T12:00:01.5Z"));
    }

    @Test
    void everything_that_is_wrong_is_told() {
        assertThat(faults("{}")).containsExactly("container_id");
        assertThat(faults("{\"container_id\":\"ID\",\"namespace_id\":\"ID\"}")).containsExactly("container_id");
        assertThat(faults("{\"container_id\":\"ID\",\"expires_at\":\"2026-01-01T12:00:00Z\"}"))
                .containsExactly("expires_at");
        assertThat(faults("{\"container_id\":\"ID\",\"expires_at\":\"tomorrow\",\"description\":5}"))
                .containsExactly("expires_at", "description");
        assertThat(faults("{\"container_id\":\"ID\",\"expires_at\":\"+12026-01-01T12:00:00Z\"}"))
                .containsExactly("expires_at");
    }

    @Test
    void a_query_may_use_the_words_of_older_clients() {
        assertThat(query("function_id", ID, "expiration_date", "2026-01-02T00:00:00Z"))
                .isEqualTo(new TokenBody(
                        new OfContainer(CONTAINER), "", Optional.of(Instant.parse("2026-01-02T00:00:00Z"))));
        assertThat(query("namespace_id", ID, "function_id", ""))
                .isEqualTo(new TokenBody(new OfNamespace(NAMESPACE), "", Optional.empty()));
        assertThatThrownBy(() -> query("function_id", "x")).isInstanceOf(Refused.class);
    }
}
