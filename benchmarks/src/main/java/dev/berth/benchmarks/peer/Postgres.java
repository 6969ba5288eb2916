package dev.berth.benchmarks.peer;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** A database and how to reach it. */
public record Postgres(String host, int port, String user, String password, String database) {

    /** From {@code postgresql://user:password@host:port/database}. */
    public static Postgres of(String url) {
        URI uri = URI.create(url);
        String[] credentials = uri.getUserInfo().split(":", 2);
        return new Postgres(
                uri.getHost(),
                uri.getPort(),
                credentials[0],
                credentials[1],
                uri.getPath().substring(1));
    }

    public Postgres withDatabase(String other) {
        return new Postgres(host, port, user, password, other);
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://%s:%d/%s".formatted(host, port, database);
    }

    public Connection connect() throws SQLException {
        return connect(new Properties());
    }

    public Connection connect(Properties more) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(more);
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return DriverManager.getConnection(jdbcUrl(), properties);
    }

    /** The first column of the first row. */
    public String ask(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }

    public void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
