package dev.berth.api.views;

import dev.berth.api.store.Cursor;
import dev.berth.api.store.EventLog;
import dev.berth.api.store.EventLog.Part;
import dev.berth.api.views.Rebuilding.Done;
import dev.berth.api.views.Rebuilding.Failed;
import dev.berth.api.views.Rebuilding.Never;
import dev.berth.api.views.Rebuilding.UnderWay;
import dev.berth.events.StreamId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Makes the views anew from the log, beside those in use, and puts them in their place. Everything happens on one
 * connection that holds a lock: when it dies, so does the rebuild, and the next one starts over.
 */
@ApplicationScoped
class Rebuild {

    private static final Logger LOG = Logger.getLogger(Rebuild.class);

    /** One rebuild at a time, over all instances. */
    private static final long LOCK = 0x6265727468726562L;

    private static final int AT_ONCE = 8000;

    /** More streams than that are not brought up while the projector waits. */
    private static final int MOST_BEHIND = 4000;

    private static final Duration LONGEST_HOLD = Duration.ofSeconds(3);
    private static final int ATTEMPTS = 20;

    private final Pool database;
    private final EventLog log;
    private final Projector projector;
    private final Signal moved;
    private final AtomicReference<Rebuilding> state = new AtomicReference<>(new Never());
    private CompletableFuture<Rebuilding> end = CompletableFuture.completedFuture(new Never());

    Rebuild(Pool database, EventLog log, Projector projector, Signal moved) {
        this.database = database;
        this.log = log;
        this.projector = projector;
        this.moved = moved;
    }

    Rebuilding state() {
        return state.get();
    }

    /** Starts one, or joins the one that this instance is at; gives how it ended. */
    synchronized Uni<Rebuilding> start() {
        if (end.isDone()) {
            UnderWay started = new UnderWay(Instant.now(), 0, 0);
            CompletableFuture<Rebuilding> next = new CompletableFuture<>();
            state.set(started);
            end = next;
            Thread.ofVirtual().name("rebuild-views").start(() -> {
                state.set(run(started.since()));
                next.complete(state.get());
            });
        }
        return Uni.createFrom().completionStage(end.copy());
    }

    /** Does it all, and tells how it went. */
    Rebuilding run(Instant since) {
        SqlConnection connection;
        try {
            connection = await(database.getConnection());
        } catch (RuntimeException unreachable) {
            return new Failed(since, Instant.now(), 0, String.valueOf(unreachable.getMessage()));
        }
        Attempt attempt = new Attempt(connection, since);
        try {
            return locked(connection)
                    ? finished(attempt.run())
                    : new Failed(since, Instant.now(), 0, "another instance is rebuilding the views");
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "rebuilding the views failed; those in use are as before");
            return new Failed(since, Instant.now(), attempt.events, String.valueOf(failure.getMessage()));
        } finally {
            close(connection);
        }
    }

    private static Done finished(Done done) {
        LOG.infof("views rebuilt: %s", done);
        return done;
    }

    private static boolean locked(SqlConnection connection) {
        return await(connection.preparedQuery("select pg_try_advisory_lock($1)").execute(Tuple.of(LOCK)))
                .iterator()
                .next()
                .getBoolean(0);
    }

    private static void close(SqlConnection connection) {
        await(connection
                .query("select pg_advisory_unlock_all()")
                .execute()
                .replaceWithVoid()
                .onFailure()
                .recoverWithNull()
                .eventually(connection::close)
                .onFailure()
                .recoverWithNull());
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().indefinitely();
    }

    /** One rebuild. */
    private final class Attempt {
        private final SqlConnection connection;
        private final Instant since;
        private Cursor cursor = Cursor.START;
        private long events;

        Attempt(SqlConnection connection, Instant since) {
            this.connection = connection;
            this.since = since;
        }

        Done run() {
            inTransaction(() -> await(NextViews.create(connection)));
            readAll();
            inTransaction(() -> await(NextViews.index(connection)));
            await(NextViews.analyze(connection));
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                Optional<Done> done = inTransaction(this::swap);
                if (done.isPresent()) {
                    moved.fire();
                    inTransaction(() -> await(NextViews.clear(connection)));
                    return done.get();
                }
                readAll();
            }
            throw new IllegalStateException(
                    "transactions that stay open keep the end of the log out of sight; look at pg_stat_activity");
        }

        /** The next part is read while one is written. */
        private void readAll() {
            CompletableFuture<Part> next = read(cursor);
            while (true) {
                Part part = next.join();
                if (part.entries().isEmpty()) {
                    return;
                }
                next = read(part.next());
                Map<StreamId, List<Arrival>> streams = streams(part);
                inTransaction(() -> {
                    execute("set local synchronous_commit = off"); // what is lost is only a rebuild
                    return await(projector.apply(connection, ViewSchema.NEXT, streams));
                });
                advance(part);
            }
        }

        private CompletableFuture<Part> read(Cursor after) {
            return log.readAll(after, AT_ONCE).subscribeAsCompletionStage();
        }

        private Map<StreamId, List<Arrival>> streams(Part part) {
            return Projector.byStream(
                    part.entries().parallelStream().map(Arrivals::of).toList());
        }

        private void advance(Part part) {
            cursor = part.next();
            events += part.entries().size();
            state.set(new UnderWay(since, events, rate(Instant.now())));
        }

        private long rate(Instant now) {
            return events * 1000 / Math.max(1, Duration.between(since, now).toMillis());
        }

        /** While the projector waits; empty when the end of the log was not in sight for too long. */
        private Optional<Done> swap() {
            long rate = rate(Instant.now());
            await(connection.preparedQuery("select pg_advisory_xact_lock($1)").execute(Tuple.of(Projector.TURNSTILE)));
            long held = System.nanoTime();
            execute("set local timezone = 'UTC'");
            if (!catchUp(held)) {
                return Optional.empty();
            }
            boolean comparable = bringUp(behind());
            StateHash hash = await(StateHash.of(connection, ViewSchema.NEXT));
            Optional<String> earlier = comparable
                    ? Optional.of(
                            await(StateHash.of(connection, ViewSchema.LIVE)).value())
                    : Optional.empty();
            execute("alter schema views rename to views_old");
            execute("alter schema views_next rename to views");
            for (ViewTable table : ViewTable.all()) {
                execute("""
                    delete from unseen u using views.%s v
                    where u.stream_kind = '%s' and u.stream_id = v.id and u.version <= v.version
                    """.formatted(table.name(), table.kind().wireName()));
            }
            return Optional.of(new Done(
                    since,
                    Instant.now(),
                    events,
                    rate,
                    hash.value(),
                    earlier,
                    earlier.equals(Optional.of(hash.value())),
                    Duration.ofNanos(System.nanoTime() - held).toMillis()));
        }

        /** Until the new views are nowhere behind the live ones. */
        private boolean catchUp(long held) {
            while (System.nanoTime() - held < LONGEST_HOLD.toNanos()) {
                Part part = await(log.readAll(cursor, AT_ONCE));
                if (!part.entries().isEmpty()) {
                    await(projector.apply(connection, ViewSchema.NEXT, streams(part)));
                    advance(part);
                } else if (different("coalesce(n.version, 0) < l.version", 1).isEmpty()) {
                    return true;
                } else {
                    pause();
                }
            }
            return false;
        }

        private static void pause() {
            try {
                Thread.sleep(Duration.ofMillis(2));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", interrupted);
            }
        }

        private List<Behind> behind() {
            return different("coalesce(l.version, 0) < n.version", MOST_BEHIND + 1);
        }

        /** Takes the live views to the same point, so that both can be compared. */
        private boolean bringUp(List<Behind> behind) {
            if (behind.size() > MOST_BEHIND) {
                return false;
            }
            Map<StreamId, List<Arrival>> missing = new LinkedHashMap<>();
            for (Behind one : behind) {
                missing.put(one.stream(), await(projector.missing(connection, one.stream(), one.live(), one.next())));
            }
            await(projector.apply(connection, ViewSchema.LIVE, missing));
            return true;
        }

        private List<Behind> different(String condition, int most) {
            List<Behind> found = new ArrayList<>();
            for (ViewTable table : ViewTable.all()) {
                await(connection
                                .query("""
                                    select id, coalesce(l.version, 0) as live, coalesce(n.version, 0) as next
                                    from views.%1$s l full join views_next.%1$s n using (id) where %2$s limit %3$d
                                    """.formatted(table.name(), condition, most))
                                .execute())
                        .forEach(row -> found.add(Behind.of(table, row)));
            }
            return found;
        }

        private void execute(String sql) {
            await(connection.query(sql).execute());
        }

        private <T> T inTransaction(Supplier<T> work) {
            Transaction transaction = await(connection.begin());
            try {
                T result = work.get();
                await(transaction.commit());
                return result;
            } catch (RuntimeException failure) {
                await(transaction.rollback().onFailure().recoverWithNull());
                throw failure;
            }
        }
    }

    /** A stream of which one set of views has more than the other. */
    private record Behind(StreamId stream, long live, long next) {
        static Behind of(ViewTable table, Row row) {
            return new Behind(new StreamId(table.kind(), row.getUUID("id")), row.getLong("live"), row.getLong("next"));
        }
    }
}
