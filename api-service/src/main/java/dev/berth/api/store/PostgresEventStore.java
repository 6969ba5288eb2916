package dev.berth.api.store;

import dev.berth.events.Event;
import dev.berth.events.Recorded;
import dev.berth.events.StreamId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** The log in PostgreSQL. Every call is one statement, and so one transaction, and waits out a restart of the server. */
@ApplicationScoped
public class PostgresEventStore implements EventStore {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String READ = "select " + EventRows.COLUMNS
            + " from event where stream_kind = $1 and stream_id = $2 and version > $3 order by version limit $4";

    /** By version, not by time alone: clocks differ between instances, and a history must have no holes. */
    private static final String READ_AS_OF = "select " + EventRows.COLUMNS
            + " from event where stream_kind = $1 and stream_id = $2 and version <= (select max(version) from event"
            + " where stream_kind = $1 and stream_id = $2 and time <= $3) order by version";

    private static final String READ_ALL = "select tx::text as transaction, position, " + EventRows.COLUMNS
            + " from event where (tx, position) > ($1::text::xid8, $2)"
            + " and tx < pg_snapshot_xmin(pg_current_snapshot()) order by tx, position limit $3";

    private static final String READ_TRANSACTION =
            "select " + EventRows.COLUMNS + " from event where tx = $1::text::xid8 order by position";

    private static final String VERSION = "select version from stream where kind = $1 and id = $2";

    private final Pool pool;
    private final Duration patience;
    private final GroupCommit commits = new GroupCommit(this::appendTogether);

    @Inject
    public PostgresEventStore(Pool pool) {
        this(pool, PATIENCE);
    }

    /** @param patience how long a call waits for a server that is gone */
    PostgresEventStore(Pool pool, Duration patience) {
        this.pool = pool;
        this.patience = patience;
    }

    @Override
    public Uni<Appended> append(Append append) {
        PreparedAppend prepared = PreparedAppend.of(append);
        AtomicBoolean again = new AtomicBoolean();
        return patiently(
                Uni.createFrom().deferred(() -> again.getAndSet(true) ? appendAgain(prepared) : appendFirst(prepared)));
    }

    /** What has a key is written alone, as its transaction stands for it from then on. */
    private Uni<Appended> appendFirst(PreparedAppend prepared) {
        return prepared.append().idempotencyKey().isPresent()
                ? appendAlone(prepared)
                : commits.append(prepared).map(_ -> new Appended(prepared.events(), false));
    }

    private Uni<Void> appendTogether(List<PreparedAppend> together) {
        return bounded(
                query(AppendStatement.SQL, AppendStatement.parameters(together)).replaceWithVoid());
    }

    private Uni<Appended> appendAlone(PreparedAppend prepared) {
        return query(AppendStatement.SQL, AppendStatement.parameters(List.of(prepared)))
                .map(rows -> rows.iterator().next().getString(0))
                .flatMap(earlier -> earlier == null
                        ? Uni.createFrom().item(new Appended(prepared.events(), false))
                        : earlierAppend(earlier, prepared.events()));
    }

    /** What was lost may have been the answer alone; then the stream is where this very append has brought it. */
    private Uni<Appended> appendAgain(PreparedAppend prepared) {
        return appendAlone(prepared)
                .onFailure(WriteConflict.class)
                .recoverWithUni(conflict -> isWritten(prepared.events())
                        .flatMap(written -> written
                                ? Uni.createFrom().item(new Appended(prepared.events(), false))
                                : Uni.createFrom().failure(conflict)));
    }

    private Uni<Boolean> isWritten(List<Recorded<Event>> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        Recorded<Event> first = events.getFirst();
        return readOnce(first.stream(), first.version() - 1, 1)
                .map(found -> !found.isEmpty() && found.getFirst().eventId().equals(first.eventId()));
    }

    private Uni<Appended> earlierAppend(String transaction, List<Recorded<Event>> events) {
        return query(READ_TRANSACTION, Tuple.of(transaction))
                .map(EventRows::all)
                .map(earlier -> new Appended(earlier, !ids(earlier).equals(ids(events))));
    }

    private static List<UUID> ids(List<Recorded<Event>> events) {
        return events.stream().map(Recorded::eventId).toList();
    }

    @Override
    public Uni<List<Recorded<Event>>> read(StreamId stream, long afterVersion, int limit) {
        return patiently(readOnce(stream, afterVersion, limit));
    }

    private Uni<List<Recorded<Event>>> readOnce(StreamId stream, long afterVersion, int limit) {
        Tuple parameters = Tuple.of(stream.kind().wireName(), stream.value(), afterVersion, limit);
        return query(READ, parameters).map(EventRows::all);
    }

    @Override
    public Uni<List<Recorded<Event>>> readAsOf(StreamId stream, Instant asOf) {
        Tuple parameters = Tuple.of(stream.kind().wireName(), stream.value(), asOf.atOffset(ZoneOffset.UTC));
        return patiently(query(READ_AS_OF, parameters).map(EventRows::all));
    }

    @Override
    public Uni<Page> readAll(Cursor after, int limit) {
        Tuple parameters = Tuple.of(Long.toString(after.transaction()), after.position(), limit + 1);
        return patiently(query(READ_ALL, parameters).map(rows -> page(rows, after, limit)));
    }

    private static Page page(RowSet<Row> rows, Cursor after, int limit) {
        List<Row> found = rows.stream().limit(limit).toList();
        Cursor next = found.isEmpty() ? after : cursor(found.getLast());
        return new Page(found.stream().map(EventRows::one).toList(), next, rows.size() > limit);
    }

    private static Cursor cursor(Row row) {
        return new Cursor(Long.parseLong(row.getString("transaction")), row.getLong("position"));
    }

    @Override
    public Uni<Long> version(StreamId stream) {
        return patiently(query(VERSION, Tuple.of(stream.kind().wireName(), stream.value()))
                .map(rows -> rows.size() == 0 ? 0L : rows.iterator().next().getLong(0)));
    }

    private Uni<RowSet<Row>> query(String sql, Tuple parameters) {
        return Uni.createFrom()
                .deferred(() -> pool.preparedQuery(sql).execute(parameters))
                .onFailure()
                .transform(DatabaseFailure::refused);
    }

    private <T> Uni<T> patiently(Uni<T> call) {
        return call.onFailure(DatabaseFailure::isPassing)
                .retry()
                .withBackOff(Duration.ofMillis(20), Duration.ofMillis(500))
                .expireIn(patience.toMillis())
                .plug(this::bounded)
                .onFailure(DatabaseFailure::isPassing)
                .transform(StoreUnavailable::new);
    }

    private <T> Uni<T> bounded(Uni<T> call) {
        return call.ifNoItem().after(patience.multipliedBy(2)).fail();
    }
}
