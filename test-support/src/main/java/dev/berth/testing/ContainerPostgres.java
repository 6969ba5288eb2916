package dev.berth.testing;

import dev.berth.embedded.Ports;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * PostgreSQL in a container; {@code -Dberth.test.postgres.image} names another image that is set up like PostgreSQL's own.
 */
final class ContainerPostgres implements TestPostgres {

    private static final DockerImageName IMAGE = DockerImageName.parse(
                    System.getProperty("berth.test.postgres.image", "postgres:18-alpine"))
            .asCompatibleSubstituteFor("postgres");

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration RETRY = Duration.ofMillis(50);

    private final PostgreSQLContainer container = fixedPort(Ports.free());

    private PostgreSQLContainer fixedPort(int port) {
        PostgreSQLContainer container = new PostgreSQLContainer(IMAGE)
                .withCommand("postgres", "-c", "wal_level=logical", "-c", "max_connections=200");
        container.setWaitStrategy(new AbstractWaitStrategy() {
            @Override
            protected void waitUntilReady() {
                awaitAnswer();
            }
        });
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
                Ports.LOOPBACK, // where the port is, whatever the engine is called
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

    /** What it logs differs from image to image. */
    private void awaitAnswer() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                database(container.getDatabaseName()).connect().close();
                return;
            } catch (SQLException failure) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("PostgreSQL does not answer:\n" + container.getLogs(), failure);
                }
                LockSupport.parkNanos(RETRY.toNanos());
            }
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
        awaitAnswer();
    }

    @Override
    public void close() {
        container.stop();
    }
}
