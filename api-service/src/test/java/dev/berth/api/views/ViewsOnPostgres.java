package dev.berth.api.views;

import dev.berth.api.store.Append;
import dev.berth.api.store.Cursor;
import dev.berth.api.store.EventLog;
import dev.berth.api.store.EventStore;
import dev.berth.api.store.PostgresEventStore;
import dev.berth.api.store.StreamWrite;
import dev.berth.events.ContainerId;
import dev.berth.events.Event;
import dev.berth.events.NamespaceId;
import dev.berth.events.ProjectId;
import dev.berth.events.StreamId;
import dev.berth.testing.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.flywaydb.core.Flyway;

/** One instance of the query side on a database, with no application and no Kafka around it. */
final class ViewsOnPostgres implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Vertx vertx = Vertx.vertx();
    private final io.vertx.sqlclient.Pool pool;
    final Pool database;
    final EventStore store;
    final EventLog log;
    final Signal signal = new Signal();
    final Projector projector;
    final Queries queries;
    final Rebuild rebuild;
    final MeterRegistry metrics = new SimpleMeterRegistry();
    private Cursor projected = Cursor.START;

    ViewsOnPostgres(TestDatabase url, Duration patience) {
        pool = PgBuilder.pool()
                .connectingTo(PgConnectOptions.fromUri(url.url()).setCachePreparedStatements(true))
                .with(new PoolOptions().setMaxSize(8))
                .using(vertx)
                .build();
        database = Pool.newInstance(pool);
        store = new PostgresEventStore(database);
        log = new EventLog(database);
        projector = new Projector(database, new Log(log), signal, new ProjectionMetrics(metrics));
        queries = new Queries(
                new Freshness(database, signal, new Settings(patience, Duration.ofSeconds(1), false, true)));
        rebuild = new Rebuild(database, log, projector, signal);
        sql("select 1"); // what Mutiny loads at its first use must not be loaded by several threads at once
    }

    record Settings(Duration patience, Duration retryAfter, boolean paused, boolean projector) implements ViewsConfig {}

    static TestDatabase migrated(TestDatabase database) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .load()
                .migrate();
        return database;
    }

    static <T> T await(Uni<T> uni) {
        return uni.await().atMost(SOON);
    }

    /** Adds events to the end of their stream. */
    void write(Optional<ProjectId> project, Optional<NamespaceId> namespace, Event... events) {
        StreamId stream = events[0].id().stream();
        long version = await(store.version(stream));
        await(store.append(new Append(
                List.of(new StreamWrite(
                        stream,
                        version,
                        Histories.ORGANIZATION,
                        project,
                        namespace,
                        Arrays.asList(events),
                        List.of(),
                        List.of(),
                        List.of())),
                List.of(),
                Optional.empty(),
                Histories.PROVENANCE,
                Instant.now())));
    }

    /** Creates a container, with its configuration and deployment. */
    ContainerId container(ProjectId project, NamespaceId namespace, String name) {
        ContainerId id = new ContainerId(UUID.randomUUID());
        List<? extends Event> events = Histories.created(id, namespace, project, name);
        write(Optional.of(project), Optional.of(namespace), events.toArray(Event[]::new));
        return id;
    }

    /** Takes the views to the end of the log, which is not read while the server has a transaction that began earlier. */
    void project() {
        while (true) {
            EventLog.Part part = await(log.readAll(projected, 1000));
            if (part.entries().isEmpty() && isAllReadable()) {
                return;
            }
            await(projector.project(part.entries().stream().map(Arrivals::of).toList()));
            projected = part.next();
        }
    }

    private boolean isAllReadable() {
        return await(database.query("select not exists (select 1 from event"
                                + " where tx >= pg_snapshot_xmin(pg_current_snapshot())) as readable")
                        .execute())
                .iterator()
                .next()
                .getBoolean("readable");
    }

    String hash() {
        return await(database.withTransaction(connection -> connection
                        .query("set local timezone = 'UTC'")
                        .execute()
                        .flatMap(_ -> StateHash.of(connection, ViewSchema.LIVE))))
                .value();
    }

    void sql(String sql) {
        await(database.query(sql).execute());
    }

    @Override
    public void close() {
        pool.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
