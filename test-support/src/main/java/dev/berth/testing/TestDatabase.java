package dev.berth.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** An empty database, and how to reach it. */
public record TestDatabase(String host, int port, String name, String user, String password) {

    /** As in {@code BERTH_DATABASE_URL}. */
    public String url() {
        return "postgresql://" + user + ":" + password + "@" + host + ":" + port + "/" + name;
    }

    /** For JDBC; user and password apart. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + name;
    }

    /** A connection that the caller closes. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), user, password);
    }
}
