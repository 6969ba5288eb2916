package dev.berth.testing;

import dev.berth.embedded.EmbeddedKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** Kafka in the JVM of the tests. */
final class LocalKafka implements TestKafka {

    private final Path folder = TestFolder.create("kafka");
    private Optional<EmbeddedKafka> server = Optional.empty();

    @Override
    public String bootstrapServers() {
        return server().bootstrapServers();
    }

    private synchronized EmbeddedKafka server() {
        if (server.isEmpty()) {
            try {
                server = Optional.of(EmbeddedKafka.start(folder, 0));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return server.get();
    }

    @Override
    public void stop() {
        server().stop();
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
        server.ifPresent(EmbeddedKafka::stop);
        TestFolder.delete(folder);
    }
}
