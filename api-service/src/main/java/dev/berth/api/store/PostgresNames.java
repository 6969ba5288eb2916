package dev.berth.api.store;

import dev.berth.events.Kind;
import dev.berth.events.StreamId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The names that the event store claims and frees along with its events. */
@ApplicationScoped
public class PostgresNames implements Names {

    private static final String HOLDER = "select kind, id from unique_name where scope = $1 and name = $2";
    private static final String HELD =
            "select name, kind, id from unique_name where scope = $1 and name > $2 order by name limit $3";

    private final Pool pool;

    PostgresNames(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Optional<StreamId>> holder(UniqueName name) {
        return pool.preparedQuery(HOLDER)
                .execute(Tuple.of(name.scope(), name.name()))
                .onFailure()
                .transform(StoreUnavailable::orNot)
                .map(rows -> stream(rows).map(PostgresNames::holder).findFirst());
    }

    @Override
    public Uni<List<Held>> held(String scope, String after, int limit) {
        return pool.preparedQuery(HELD)
                .execute(Tuple.of(scope, after, limit))
                .onFailure()
                .transform(StoreUnavailable::orNot)
                .map(rows -> stream(rows)
                        .map(row -> new Held(row.getString("name"), holder(row)))
                        .toList());
    }

    private static StreamId holder(Row row) {
        return new StreamId(Kind.of(row.getString("kind")), row.getUUID("id"));
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }
}
