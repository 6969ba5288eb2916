package dev.berth.api.relay;

import dev.berth.api.store.Cursor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** What the relay asks of PostgreSQL, on the one connection whose life is its right to relay. */
final class LogDatabase implements AutoCloseable {

    /** "BRTHRLAY" in ASCII. */
    private static final long LOCK = 0x4252_5448_524C_4159L;

    /** Without {@code tx}, which nobody but the store needs. */
    private static final String PUBLISHED = "position, event_id, stream_kind, stream_id, version, organization_id,"
            + " project_id, time, type, actor, correlation, causation, traceparent, body";

    private static final String AFTER =
            "select tx::text as transaction, " + PUBLISHED + " from event where (tx, position) > (?::text::xid8, ?)";

    private static final String PAGE = " order by event.tx, position limit ?";

    private static final String ROWS = AFTER + " and tx < pg_snapshot_xmin(pg_current_snapshot())" + PAGE;

    private static final String VISIBLE = AFTER + PAGE;

    private static final String END = "select tx::text, position from event"
            + " where tx < pg_snapshot_xmin(pg_current_snapshot()) order by event.tx desc, position desc limit 1";

    private static final String POSITIONS = "select position from event where (tx, position) > (?::text::xid8, ?)"
            + " and (tx, position) <= (?::text::xid8, ?)";

    private final Connection connection;
    private final String slot;

    LogDatabase(Connection connection, String slot) {
        this.connection = connection;
        this.slot = slot;
    }

    /** A page of the log; when it is not full, {@code settledTo} tells which transactions it was complete for. */
    record Rows(List<LogRow.Placed> rows, long settledTo) {}

    /** The lock is the server's to give back when the connection ends, however it ends. */
    boolean tryLock() throws SQLException {
        return query("select pg_try_advisory_lock(" + LOCK + ")").equals("t");
    }

    void ensurePublication() throws SQLException {
        if (query("select count(*) from pg_publication where pubname = '" + slot + "'")
                .equals("0")) {
            execute("create publication " + slot + " for table event (" + PUBLISHED + ") with (publish = 'insert')");
        }
    }

    /** Makes the slot when there is none or the server has given it up; answers whether it did. */
    boolean ensureSlot() throws SQLException {
        String state = query("select coalesce((select case when invalidation_reason is null then 'good' else 'lost' end"
                + " from pg_replication_slots where slot_name = '" + slot + "'), 'none')");
        switch (state) {
            case "good" -> {
                endFormerReader();
                return false;
            }
            case "lost" -> execute("select pg_drop_replication_slot('" + slot + "')");
            default -> {}
        }
        execute("select pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
        return true;
    }

    /** Whoever reads the slot without the lock has lost the lock, and does not know it yet. */
    void endFormerReader() throws SQLException {
        execute("select pg_terminate_backend(active_pid, 2000) from pg_replication_slots where slot_name = '" + slot
                + "' and active_pid is not null");
    }

    String currentLsn() throws SQLException {
        return query("select pg_current_wal_insert_lsn()");
    }

    /**
     * Takes a number of its own: whatever has written a commit by now has a lower one. A snapshot's end would not do,
     * because it leaves out who has written its commit and has yet to say so.
     */
    long newTransaction() throws SQLException {
        return Long.parseLong(query("select pg_current_xact_id()"));
    }

    private long settledTo() throws SQLException {
        return Long.parseLong(query("select pg_snapshot_xmin(pg_current_snapshot())"));
    }

    /** Bytes of write-ahead log between what was written and what Kafka is known to have. */
    long lagBytes() throws SQLException {
        return Long.parseLong(query("select coalesce((select pg_wal_lsn_diff(pg_current_wal_insert_lsn(),"
                + " confirmed_flush_lsn)::bigint from pg_replication_slots where slot_name = '" + slot + "'), 0)"));
    }

    void advanceSlot(String lsn) throws SQLException {
        execute("select pg_replication_slot_advance(slot_name, '" + lsn + "') from pg_replication_slots"
                + " where slot_name = '" + slot + "' and confirmed_flush_lsn < '" + lsn + "'::pg_lsn");
    }

    /** In the order of the log, and never past a transaction that may still commit. */
    Rows rows(Cursor after, int limit) throws SQLException {
        long settledTo = settledTo();
        return new Rows(select(ROWS, after, limit), settledTo);
    }

    /** All that is committed, in the order of the log, where others may still come between. */
    List<LogRow.Placed> visible(Cursor after, int limit) throws SQLException {
        return select(VISIBLE, after, limit);
    }

    private List<LogRow.Placed> select(String sql, Cursor after, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, Long.toString(after.transaction()));
            select.setLong(2, after.position());
            select.setInt(3, limit);
            List<LogRow.Placed> rows = new ArrayList<>();
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    rows.add(new LogRow.Placed(
                            new Cursor(Long.parseLong(found.getString(1)), found.getLong(2)), row(found)));
                }
            }
            return rows;
        }
    }

    private static LogRow row(ResultSet found) throws SQLException {
        return new LogRow(
                found.getLong("position"),
                found.getString("event_id"),
                found.getString("stream_kind"),
                found.getString("stream_id"),
                found.getLong("version"),
                found.getString("organization_id"),
                found.getString("project_id"),
                found.getObject("time", OffsetDateTime.class).toInstant(),
                found.getString("type"),
                found.getString("actor"),
                found.getString("correlation"),
                found.getString("causation"),
                found.getString("traceparent"),
                found.getString("body"));
    }

    /** Where the log ends, as far as nothing can be written before it any more. */
    Cursor end() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(END)) {
            return found.next() ? new Cursor(Long.parseLong(found.getString(1)), found.getLong(2)) : Cursor.START;
        }
    }

    /** The positions of all events after one place and up to another. */
    List<Long> positions(Cursor after, Cursor upTo) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(POSITIONS)) {
            select.setString(1, Long.toString(after.transaction()));
            select.setLong(2, after.position());
            select.setString(3, Long.toString(upTo.transaction()));
            select.setLong(4, upTo.position());
            List<Long> positions = new ArrayList<>();
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    positions.add(found.getLong(1));
                }
            }
            return positions;
        }
    }

    Checkpoint checkpoint() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select tx, position, topics, later from relay_checkpoint")) {
            return found.next()
                    ? new Checkpoint(
                            new Cursor(found.getLong(1), found.getLong(2)),
                            KafkaState.parse(found.getString(3)),
                            KafkaState.parse(found.getString(4)))
                    : Checkpoint.NONE;
        }
    }

    void keep(Checkpoint checkpoint) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(
                "insert into relay_checkpoint (tx, position, topics, later) values (?, ?, ?, ?) on conflict (only_one)"
                        + " do update set tx = excluded.tx, position = excluded.position, topics = excluded.topics,"
                        + " later = excluded.later")) {
            upsert.setLong(1, checkpoint.complete().transaction());
            upsert.setLong(2, checkpoint.complete().position());
            upsert.setString(3, checkpoint.kafka().json());
            upsert.setString(4, checkpoint.later().json());
            upsert.executeUpdate();
        }
    }

    private String query(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            found.next();
            return found.getString(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
