package dev.berth.testing;

import dev.berth.embedded.Ports;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** PostgreSQL in a container, for machines that can pull its image. */
final class ContainerPostgres implements TestPostgres {

    private static final String IMAGE = "postgres:18-alpine";

    private final PostgreSQLContainer container = fixedPort(Ports.free());

    private static PostgreSQLContainer fixedPort(int port) {
        PostgreSQLContainer container = new PostgreSQLContainer(IMAGE)
                .withCommand("postgres", "-c", "wal_level=logical", "-c", "max_connections=200");
        // a port that stays over a restart, as a server's does
        container.setPortBindings(
                java.util.List.of(Ports.LOOPBACK + ":" + port + ":" + PostgreSQLContainer.POSTGRESQL_PORT));
        return container;
    }

    @Override
    public TestDatabase freshDatabase(String name) {
        startOnce();
        TestDatabase fresh = database(name);
        try (Connection connection = database(container.getDatabaseName()).connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + statement.enquoteIdentifier(name, true));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return fresh;
    }

    private TestDatabase database(String name) {
        return new TestDatabase(
                container.getHost(),
                container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                name,
                container.getUsername(),
                container.getPassword());
    }

    private synchronized void startOnce() {
        if (!container.isRunning()) {
            container.start();
        }
    }

    @Override
    public void stop() {
        container.getDockerClient().stopContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void start() {
        container
                .getDockerClient()
                .startContainerCmd(container.getContainerId())
                .exec();
    }

    @Override
    public void close() {
        container.stop();
    }
}
