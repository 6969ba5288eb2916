package dev.berth.api.secrets;

import dev.berth.api.store.StoreUnavailable;
import dev.berth.events.ProjectId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Data keys in the database, wrapped. */
@ApplicationScoped
class PostgresDataKeys implements DataKeys {

    private static final String FIND = "select wrapped from data_key where project_id = $1";
    // the update changes nothing; it makes the row that is there come back
    private static final String KEEP = """
            insert into data_key (project_id, wrapped) values ($1, $2)
            on conflict (project_id) do update set project_id = excluded.project_id
            returning wrapped""";
    private static final String DESTROY = """
            insert into data_key (project_id, wrapped, destroyed_at) values ($1, null, now())
            on conflict (project_id) do update
                set wrapped = null, destroyed_at = coalesce(data_key.destroyed_at, excluded.destroyed_at)""";

    private final Pool pool;

    PostgresDataKeys(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Optional<String>> find(ProjectId project) {
        return execute(FIND, Tuple.of(project.value())).map(PostgresDataKeys::wrapped);
    }

    @Override
    public Uni<Optional<String>> keep(ProjectId project, String wrapped) {
        return execute(KEEP, Tuple.of(project.value(), wrapped)).map(PostgresDataKeys::wrapped);
    }

    @Override
    public Uni<Void> destroy(ProjectId project) {
        return execute(DESTROY, Tuple.of(project.value())).replaceWithVoid();
    }

    private Uni<RowSet<Row>> execute(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).onFailure().transform(StoreUnavailable::orNot);
    }

    private static Optional<String> wrapped(RowSet<Row> rows) {
        return !rows.iterator().hasNext()
                ? Optional.empty()
                : Optional.ofNullable(rows.iterator().next().getString("wrapped"));
    }
}
