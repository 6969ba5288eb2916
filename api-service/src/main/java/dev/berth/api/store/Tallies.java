package dev.berth.api.store;

import dev.berth.events.Kind;
import dev.berth.events.ResourceId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** How many of each kind their owners have at this moment: as exact as the log, not a view that may lag. */
@ApplicationScoped
public class Tallies {

    private static final String OF_OWNERS = "select owner_id, kind, sum(n)::bigint as n from tally"
            + " where owner_id = any($1) group by owner_id, kind";

    private final Pool pool;

    public Tallies(Pool pool) {
        this.pool = pool;
    }

    /** All that these have. */
    public Uni<Tally> of(Collection<? extends ResourceId> owners) {
        UUID[] ids = owners.stream().map(ResourceId::value).distinct().toArray(UUID[]::new);
        return pool.preparedQuery(OF_OWNERS)
                .execute(Tuple.of(ids))
                .onFailure()
                .transform(StoreUnavailable::orNot)
                .map(rows -> {
                    Map<Owned, Long> counts = new HashMap<>();
                    rows.forEach(row -> counts.put(owned(row), row.getLong("n")));
                    return new Tally(counts);
                });
    }

    private static Owned owned(Row row) {
        return new Owned(row.getUUID("owner_id"), Kind.of(row.getString("kind")));
    }

    private record Owned(UUID owner, Kind kind) {}

    /** How many of each kind each of some owners has. */
    public static final class Tally {

        private final Map<Owned, Long> counts;

        private Tally(Map<Owned, Long> counts) {
            this.counts = counts;
        }

        public long of(ResourceId owner, Kind kind) {
            return counts.getOrDefault(new Owned(owner.value(), kind), 0L);
        }
    }
}
