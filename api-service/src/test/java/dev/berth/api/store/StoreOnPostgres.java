package dev.berth.api.store;

import dev.berth.testing.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import org.flywaydb.core.Flyway;

/** An event store on a database of its own, with no application around it. */
public final class StoreOnPostgres implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final io.vertx.sqlclient.Pool pool;
    private final PostgresEventStore store;

    public StoreOnPostgres(TestDatabase database) {
        migrate(database);
        pool = PgBuilder.pool()
                .connectingTo(PgConnectOptions.fromUri(database.url()).setCachePreparedStatements(true))
                .with(new PoolOptions().setMaxSize(16))
                .using(vertx)
                .build();
        store = new PostgresEventStore(io.vertx.mutiny.sqlclient.Pool.newInstance(pool));
    }

    public static void migrate(TestDatabase database) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .callbacks(new BroughtLog())
                .load()
                .migrate();
    }

    public EventStore store() {
        return store;
    }

    /** The store, which waits as long for a server that is gone. */
    EventStore store(Duration patience) {
        return new PostgresEventStore(mutiny(), patience);
    }

    public Names names() {
        return new PostgresNames(mutiny());
    }

    public io.vertx.mutiny.sqlclient.Pool mutiny() {
        return io.vertx.mutiny.sqlclient.Pool.newInstance(pool);
    }

    @Override
    public void close() {
        pool.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
