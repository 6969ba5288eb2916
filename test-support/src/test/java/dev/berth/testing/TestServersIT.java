package dev.berth.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class TestServersIT {

    @Test
    void each_database_is_fresh() throws Exception {
        for (TestDatabase database : new TestDatabase[] {
            TestServers.shared().freshDatabase(), TestServers.shared().freshDatabase()
        }) {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE fact (answer int)");
                try (ResultSet rows = statement.executeQuery("SELECT current_database()")) {
                    rows.next();
                    assertThat(rows.getString(1)).isEqualTo(database.name());
                }
            }
        }
    }

    @Test
    void own_servers_keep_their_addresses_over_a_restart() throws Exception {
        try (TestServers servers = TestServers.own()) {
            TestDatabase database = servers.freshDatabase();
            String kafka = servers.bootstrapServers();

            servers.postgres().stop();
            servers.kafka().stop();
            servers.postgres().start();
            servers.kafka().start();

            database.connect().close();
            assertThat(servers.bootstrapServers()).isEqualTo(kafka);
        }
    }
}
