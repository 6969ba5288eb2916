package dev.berth.api.store;

import dev.berth.events.CloudEventCodec;
import dev.berth.events.Kind;
import dev.berth.events.StreamId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The log for those who pass events on, or can do without some: nothing in it is interpreted. */
@ApplicationScoped
public class EventLog {

    private static final String COLUMNS =
            "event.tx::text as tx, position, stream_kind, stream_id, version, event_id, time,"
                    + " organization_id, project_id, actor, correlation, causation, traceparent, type, body";

    private static final String READ = "select " + COLUMNS
            + " from event where stream_kind = $1 and stream_id = $2 and version > $3 order by version limit $4";

    private static final String READ_ALL =
            "select " + COLUMNS + " from event where (event.tx, position) > ($1::text::xid8, $2)"
                    + " and event.tx < pg_snapshot_xmin(pg_current_snapshot()) order by event.tx, position limit $3";

    private final Pool database;

    public EventLog(Pool database) {
        this.database = database;
    }

    /** A part of the whole log, and where to go on reading. */
    public record Part(List<LogEntry> entries, Cursor next) {
        public Part {
            entries = List.copyOf(entries);
        }
    }

    /** The events of one stream after a version, oldest first. */
    public Uni<List<LogEntry>> read(StreamId stream, long afterVersion, int limit) {
        return read(database, stream, afterVersion, limit);
    }

    /** The same on a connection that the caller has: while it holds locks, it must not wait for another. */
    public Uni<List<LogEntry>> read(SqlClient connection, StreamId stream, long afterVersion, int limit) {
        return connection
                .preparedQuery(READ)
                .execute(Tuple.of(stream.kind().wireName(), stream.value(), afterVersion, limit))
                .map(EventLog::entries);
    }

    /** The whole log, in the order and with the promise of {@link EventStore#readAll}. */
    public Uni<Part> readAll(Cursor after, int limit) {
        return database.preparedQuery(READ_ALL)
                .execute(Tuple.of(Long.toString(after.transaction()), after.position(), limit))
                .map(rows -> new Part(entries(rows), next(rows, after)));
    }

    private static Cursor next(RowSet<Row> rows, Cursor after) {
        Cursor next = after;
        for (Row row : rows) {
            next = new Cursor(Long.parseUnsignedLong(row.getString("tx")), row.getLong("position"));
        }
        return next;
    }

    private static List<LogEntry> entries(RowSet<Row> rows) {
        List<LogEntry> entries = new ArrayList<>(rows.size());
        for (Row row : rows) {
            StreamId stream = new StreamId(Kind.of(row.getString("stream_kind")), row.getUUID("stream_id"));
            entries.add(new LogEntry(stream, row.getLong("version"), headers(stream, row), row.getString("body")));
        }
        return entries;
    }

    private static Map<String, String> headers(StreamId stream, Row row) {
        UUID project = row.getUUID("project_id");
        UUID organization = row.getUUID("organization_id");
        Map<String, String> headers = new HashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("content-type", "application/json");
        headers.put(CloudEventCodec.ID, row.getUUID("event_id").toString());
        headers.put(CloudEventCodec.TYPE, row.getString("type"));
        headers.put(
                CloudEventCodec.SOURCE, project == null ? "/organizations/" + organization : "/projects/" + project);
        headers.put(CloudEventCodec.SUBJECT, stream.toString());
        headers.put(
                CloudEventCodec.TIME, row.getOffsetDateTime("time").toInstant().toString());
        headers.put(CloudEventCodec.SEQUENCE, row.getLong("version").toString());
        headers.put(CloudEventCodec.ORGANIZATION, organization.toString());
        headers.put(CloudEventCodec.ACTOR, row.getString("actor"));
        headers.put(CloudEventCodec.CORRELATION, row.getString("correlation"));
        Optional.ofNullable(row.getString("causation")).ifPresent(it -> headers.put(CloudEventCodec.CAUSATION, it));
        Optional.ofNullable(row.getString("traceparent")).ifPresent(it -> headers.put(CloudEventCodec.TRACEPARENT, it));
        return headers;
    }
}
