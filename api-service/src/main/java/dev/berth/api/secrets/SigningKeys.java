package dev.berth.api.secrets;

import dev.berth.api.store.StoreUnavailable;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The key that the platform signs tokens with: one for all instances, made when it is first needed. */
@ApplicationScoped
public class SigningKeys {

    private static final String NAME = "tokens";
    private static final String FIND = "select wrapped from signing_key where name = $1";
    // the update changes nothing; it makes the row that is there come back
    private static final String KEEP = """
            insert into signing_key (name, wrapped) values ($1, $2)
            on conflict (name) do update set name = excluded.name
            returning wrapped""";

    private final Pool pool;
    private final KeyEncryptionKey keyEncryptionKey;
    private final HashingThreads threads;
    private volatile @Nullable SigningKey known;

    public SigningKeys(Pool pool, KeyEncryptionKey keyEncryptionKey, HashingThreads threads) {
        this.pool = pool;
        this.keyEncryptionKey = keyEncryptionKey;
        this.threads = threads;
    }

    /** Does something with the key, on a thread that may be busy for a while. */
    public <T> Uni<T> using(Function<SigningKey, T> work) {
        return key().chain(key -> threads.run(() -> work.apply(key)));
    }

    private Uni<SigningKey> key() {
        SigningKey present = known;
        return present != null
                ? Uni.createFrom().item(present)
                : wrapped()
                        .map(wrapped -> SigningKey.unwrap(keyEncryptionKey, NAME, wrapped))
                        .invoke(key -> known = key);
    }

    /** Of several that make it at once, all use the first that was kept. */
    private Uni<String> wrapped() {
        return query(FIND, Tuple.of(NAME))
                .chain(found ->
                        found.map(wrapped -> Uni.createFrom().item(wrapped)).orElseGet(this::made));
    }

    private Uni<String> made() {
        return threads.run(() -> SigningKey.make().wrap(keyEncryptionKey, NAME))
                .chain(made -> query(KEEP, Tuple.of(NAME, made)))
                .map(Optional::orElseThrow);
    }

    private Uni<Optional<String>> query(String sql, Tuple values) {
        return pool.preparedQuery(sql)
                .execute(values)
                .onFailure()
                .transform(StoreUnavailable::orNot)
                .map(SigningKeys::first);
    }

    private static Optional<String> first(RowSet<Row> rows) {
        return rows.iterator().hasNext() ? Optional.of(rows.iterator().next().getString("wrapped")) : Optional.empty();
    }
}
