package dev.berth.api.relay;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Where the log is. */
record Database(String jdbcUrl, String user, String password) {

    /** A connection of its own, so that its end ends all that it holds; a server that is gone is noticed. */
    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "berth-relay");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "30");
        return DriverManager.getConnection(jdbcUrl, properties);
    }

    String host() {
        return uri().getHost();
    }

    int port() {
        return uri().getPort();
    }

    String name() {
        return uri().getPath().substring(1);
    }

    private java.net.URI uri() {
        return java.net.URI.create(jdbcUrl.substring("jdbc:".length()));
    }

    @Override
    public String toString() {
        return jdbcUrl;
    }
}
