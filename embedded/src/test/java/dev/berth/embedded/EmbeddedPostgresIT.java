package dev.berth.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {

    @TempDir
    Path folder;

    @Test
    void what_was_committed_is_there_after_a_restart() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0)) {
            postgres.ensureDatabase("berth");
            postgres.ensureDatabase("berth");
            execute(postgres, "CREATE TABLE fact AS SELECT 42 AS answer");

            postgres.stop();
            postgres.start();

            assertThat(ask(postgres, "SELECT answer FROM fact")).isEqualTo("42");
        }
    }

    @Test
    void what_was_committed_survives_a_kill() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0)) {
            postgres.ensureDatabase("berth");
            execute(postgres, "CREATE TABLE fact AS SELECT 42 AS answer");

            postgres.kill();
            postgres.start();

            assertThat(ask(postgres, "SELECT answer FROM fact")).isEqualTo("42");
        }
    }

    @Test
    void a_server_left_over_from_a_killed_process_is_stopped_first() throws Exception {
        EmbeddedPostgres leftover = EmbeddedPostgres.start(folder, 0);
        ProcessHandle orphan = leftover.process().orElseThrow();

        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0)) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(postgres.process()).isPresent();
        } finally {
            leftover.kill();
        }
    }

    @Test
    void it_is_durable_and_ready_for_logical_replication() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0)) {
            postgres.ensureDatabase("berth");

            assertThat(ask(postgres, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(postgres, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(ask(postgres, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(ask(postgres, "SHOW wal_level")).isEqualTo("logical");
            assertThat(ask(postgres, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void a_stranger_without_the_password_is_refused() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0)) {
            assertThatThrownBy(() ->
                            DriverManager.getConnection(postgres.jdbcUrl("postgres"), EmbeddedPostgres.USER, "guess"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void a_taken_port_is_named() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("one"), 0)) {
            int taken = postgres.port();

            assertThatThrownBy(() -> EmbeddedPostgres.start(folder.resolve("other"), taken))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("port " + taken + " is taken");
        }
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = postgres.connect("berth");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = postgres.connect("berth");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
