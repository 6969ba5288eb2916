package dev.berth.api.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** The idempotency keys that commands came with. */
@ApplicationScoped
public class UsedKeys {

    /** So many at once that no append waits long for the table, and others may forget at the same time. */
    private static final int AT_ONCE = 10_000;

    private static final String FORGET = """
            delete from idempotency where key in (
                select key from idempotency where used_at < now() - make_interval(secs => $1)
                limit $2 for update skip locked)
            """;

    private final Pool database;

    UsedKeys(Pool database) {
        this.database = database;
    }

    /** Forgets those that were used longer ago, and answers how many: who asks again with one of them is taken for new. */
    public Uni<Long> forget(Duration longerAgo) {
        return database.preparedQuery(FORGET)
                .execute(Tuple.of((double) longerAgo.toSeconds(), AT_ONCE))
                .map(SqlResult::rowCount)
                .flatMap(gone -> gone < AT_ONCE
                        ? Uni.createFrom().item((long) gone)
                        : forget(longerAgo).map(more -> gone + more));
    }
}
