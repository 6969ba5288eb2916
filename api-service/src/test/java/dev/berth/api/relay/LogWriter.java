package dev.berth.api.relay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/** Writes rows of the log in transactions that the test begins and ends. */
final class LogWriter implements AutoCloseable {

    private final Connection connection;

    LogWriter(Connection connection) {
        this.connection = connection;
        try {
            connection.setAutoCommit(false);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    Connection connection() {
        return connection;
    }

    /** The first event of a new stream, with that for a body. */
    void write(String body) throws SQLException {
        execute(
                "insert into event (event_id, stream_kind, stream_id, version, organization_id, time, type, actor,"
                        + " correlation, body) values (gen_random_uuid(), 'namespace', gen_random_uuid(), 1,"
                        + " gen_random_uuid(), clock_timestamp(), 'dev.berth.namespace.deleted.v1', 'berth/test', 'x', ?)",
                body);
    }

    /** Something that is not in the log. */
    void writeElsewhere() throws SQLException {
        execute(
                "insert into idempotency (key, tx) values (?, pg_current_xact_id())",
                UUID.randomUUID().toString());
    }

    private void execute(String sql, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, value);
            statement.executeUpdate();
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    void rollback() throws SQLException {
        connection.rollback();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
