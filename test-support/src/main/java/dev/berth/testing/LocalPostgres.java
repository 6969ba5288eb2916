package dev.berth.testing;

import dev.berth.embedded.EmbeddedPostgres;
import dev.berth.embedded.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/** PostgreSQL as a child process of the tests. */
final class LocalPostgres implements TestPostgres {

    private final Path folder = TestFolder.create("postgres");
    private Optional<EmbeddedPostgres> server = Optional.empty();

    @Override
    public TestDatabase freshDatabase(String name) {
        EmbeddedPostgres postgres = server();
        try {
            postgres.ensureDatabase(name);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return new TestDatabase(Ports.LOOPBACK, postgres.port(), name, EmbeddedPostgres.USER, postgres.password());
    }

    private synchronized EmbeddedPostgres server() {
        if (server.isEmpty()) {
            try {
                server = Optional.of(EmbeddedPostgres.start(folder, 0));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return server.get();
    }

    @Override
    public void stop() {
        try {
            server().stop();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void start() {
        try {
            server().start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public synchronized void close() {
        if (server.isPresent()) {
            stop();
        }
        TestFolder.delete(folder);
    }
}
