package dev.berth.api.relay;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.api.store.StoreOnPostgres;
import dev.berth.testing.TestDatabase;
import dev.berth.testing.TestServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PgoutputSourceIT extends ChangeSourceConformance {

    private static final TestDatabase DATABASE = TestServers.shared().freshDatabase();
    private static final AtomicInteger SLOTS = new AtomicInteger();

    private final String slot = "source_" + SLOTS.incrementAndGet();

    @BeforeAll
    static void migrate() {
        StoreOnPostgres.migrate(DATABASE);
    }

    @AfterEach
    void dropAll() throws SQLException {
        try (LogDatabase log = new LogDatabase(connect(), slot)) {
            log.endFormerReader();
        }
        execute("select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = '" + slot
                + "'");
        execute("drop publication " + slot);
    }

    @Override
    Connection connect() {
        try {
            return DATABASE.connect();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    ChangeSource open() throws SQLException {
        try (LogDatabase log = new LogDatabase(connect(), slot)) {
            log.ensurePublication();
            log.ensureSlot();
        }
        return new PgoutputSource(new Database(DATABASE.jdbcUrl(), DATABASE.user(), DATABASE.password()), slot);
    }

    @Override
    boolean isConfirmed(String place) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select confirmed_flush_lsn >= '" + place
                        + "'::pg_lsn from pg_replication_slots where slot_name = '" + slot + "'")) {
            return found.next() && found.getBoolean(1);
        }
    }

    @Override
    void drop() throws SQLException {
        try (LogDatabase log = new LogDatabase(connect(), slot)) {
            log.endFormerReader();
        }
        execute("select pg_drop_replication_slot('" + slot + "')");
    }

    @Test
    void it_fails_when_the_log_does_not_only_grow() throws SQLException {
        execute("alter publication " + slot + " set (publish = 'insert, truncate')");

        execute("truncate event");

        assertThatThrownBy(() -> source().await(Duration.ofSeconds(60)))
                .hasRootCauseMessage("the log only grows, but publication " + slot
                        + " tells of TRUNCATE: it must pass on inserts into table event alone");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
