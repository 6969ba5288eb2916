package dev.berth.api.relay;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** Where the log is. */
record Database(String jdbcUrl, String user, String password) {

    private static final Duration SENDER_TIMEOUT = Duration.ofSeconds(10);

    /** A connection of its own, so that its end ends all that it holds; a server that is gone is noticed. */
    Connection connect() throws SQLException {
        Properties properties = properties();
        properties.setProperty("socketTimeout", "30");
        return DriverManager.getConnection(jdbcUrl, properties);
    }

    /** A connection for reading a slot. */
    Connection connectForReplication() throws SQLException {
        Properties properties = properties();
        properties.setProperty("replication", "database");
        properties.setProperty("assumeMinServerVersion", "10");
        properties.setProperty("preferQueryMode", "simple"); // all that such a connection understands
        // this driver takes a read that timed out for the end of the stream, so none may; the other connection tells
        // when the server is gone
        properties.setProperty("socketTimeout", "0");
        // after half of it without a word the server asks for one: so often an idle log is confirmed
        properties.setProperty("options", "-c wal_sender_timeout=" + SENDER_TIMEOUT.toMillis());
        return DriverManager.getConnection(jdbcUrl, properties);
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "berth-relay");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "5");
        return properties;
    }

    @Override
    public String toString() {
        return jdbcUrl;
    }
}
