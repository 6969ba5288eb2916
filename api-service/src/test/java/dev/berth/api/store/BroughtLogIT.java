package dev.berth.api.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.events.Recorded;
import dev.berth.testing.TestDatabase;
import dev.berth.testing.TestServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A dump of a database, brought to a server that has given out fewer numbers of transactions. */
class BroughtLogIT {

    private static final int AHEAD = 300_000;

    @Test
    void what_another_server_wrote_is_read_and_what_is_new_comes_after_it() throws SQLException {
        try (TestServers servers = TestServers.own()) {
            what_another_server_wrote_is_read(servers.freshDatabase());
        }
    }

    private static void what_another_server_wrote_is_read(TestDatabase database) throws SQLException {
        try (StoreOnPostgres postgres = new StoreOnPostgres(database)) {
            EventStore store = postgres.store();
            Appended brought = append(store);
            makeItLookBrought(database);
            assertThat(all(store)).isEmpty();

            StoreOnPostgres.migrate(database);
            Appended fresh = append(store);

            assertThat(all(store)).containsExactly(id(brought), id(fresh));
        }
    }

    @Test
    void a_log_of_this_server_uses_up_no_numbers() throws SQLException {
        TestDatabase database = TestServers.shared().freshDatabase();
        try (StoreOnPostgres postgres = new StoreOnPostgres(database)) {
            append(postgres.store());
            long before = transaction(database);

            StoreOnPostgres.migrate(database);

            assertThat(transaction(database)).isLessThan(before + 1_000);
        }
    }

    private static Appended append(EventStore store) {
        return store.append(Appends.of(Appends.write(Appends.newStream(), 0, 1)))
                .await()
                .indefinitely();
    }

    private static List<UUID> all(EventStore store) {
        return store.readAll(Cursor.START, 10).await().indefinitely().events().stream()
                .map(Recorded::eventId)
                .toList();
    }

    private static UUID id(Appended appended) {
        return appended.events().getFirst().eventId();
    }

    private static void makeItLookBrought(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("update event set tx = (tx::text::bigint + " + AHEAD + ")::text::xid8");
        }
    }

    private static long transaction(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select pg_current_xact_id()::text")) {
            rows.next();
            return Long.parseLong(rows.getString(1));
        }
    }
}
