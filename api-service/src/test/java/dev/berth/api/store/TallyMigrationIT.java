package dev.berth.api.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.testing.TestDatabase;
import dev.berth.testing.TestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A database that is older than the tally. */
class TallyMigrationIT {

    private static final String ACME = "aaaaaaaa-1111-4222-8333-444455556666";
    private static final String SHOP = "bbbbbbbb-1111-4222-8333-444455556666";

    @Test
    void what_is_there_already_is_counted_and_what_is_gone_is_not() throws SQLException {
        TestDatabase database = TestServers.shared().freshDatabase();
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .target("30")
                .load()
                .migrate();
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            stream(statement, "project", SHOP, "created");
            for (String kind : List.of("namespace", "container")) {
                stream(statement, kind, "00000000-1111-4222-8333-444455556660", "created");
                stream(statement, kind, "00000000-1111-4222-8333-444455556661", "created");
                stream(statement, kind, "00000000-1111-4222-8333-444455556662", "deleted");
            }
            stream(statement, "api-key", "00000000-1111-4222-8333-444455556663", "created");

            StoreOnPostgres.migrate(database);

            assertThat(tally(statement))
                    .containsExactly(
                            SHOP + " has 2 of container", SHOP + " has 2 of namespace", ACME + " has 1 of project");
        }
    }

    private static Connection connect(TestDatabase database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }

    private static void stream(Statement statement, String kind, String id, String last) throws SQLException {
        statement.execute("insert into stream (kind, id, version, organization_id, project_id, changed_at) values ('"
                + kind + "', '" + id + "', 1, '" + ACME + "', '" + SHOP + "', now())");
        statement.execute("insert into event (event_id, stream_kind, stream_id, version, organization_id, time, type,"
                + " actor, correlation, body) values (gen_random_uuid(), '" + kind + "', '" + id + "', 1, '" + ACME
                + "', now(), 'dev.berth." + kind + "." + last + ".v1', 'test', 'test', '{}')");
    }

    private static List<String> tally(Statement statement) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("select owner_id, n, kind from tally order by kind")) {
            while (rows.next()) {
                lines.add(rows.getString("owner_id") + " has " + rows.getLong("n") + " of " + rows.getString("kind"));
            }
        }
        return lines;
    }
}
