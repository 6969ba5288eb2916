package dev.berth.api;

import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** How many events there are in the log, so that a test can say that nothing has happened. */
@ApplicationScoped
public class EventCount {

    private final Pool pool;

    EventCount(Pool pool) {
        this.pool = pool;
    }

    public long now() {
        return pool.query("select count(*) from event")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0))
                .await()
                .atMost(Duration.ofSeconds(60));
    }
}
