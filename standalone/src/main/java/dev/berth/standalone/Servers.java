package dev.berth.standalone;

import dev.berth.embedded.EmbeddedKafka;
import dev.berth.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Optional;

/** PostgreSQL and Kafka: this process's own, unless the settings name external ones. */
final class Servers implements AutoCloseable {

    private static final String DATABASE = "berth";

    private final Optional<EmbeddedPostgres> postgres;
    private final Optional<EmbeddedKafka> kafka;
    private final String databaseUrl;
    private final String bootstrapServers;

    private Servers(
            Optional<EmbeddedPostgres> postgres,
            Optional<EmbeddedKafka> kafka,
            String databaseUrl,
            String bootstrapServers) {
        this.postgres = postgres;
        this.kafka = kafka;
        this.databaseUrl = databaseUrl;
        this.bootstrapServers = bootstrapServers;
    }

    /** Not started yet, but what the services need to know of them is known. */
    static Servers of(Settings settings) throws IOException {
        Optional<EmbeddedPostgres> postgres = settings.database().isPresent()
                ? Optional.empty()
                : Optional.of(EmbeddedPostgres.in(settings.data().resolve("postgres"), settings.postgresPort()));
        Optional<EmbeddedKafka> kafka = settings.kafka().isPresent()
                ? Optional.empty()
                : Optional.of(EmbeddedKafka.in(settings.data().resolve("kafka"), settings.kafkaPort()));
        return new Servers(
                postgres,
                kafka,
                settings.database().orElseGet(() -> postgres.orElseThrow().url(DATABASE)),
                settings.kafka().orElseGet(() -> kafka.orElseThrow().bootstrapServers()));
    }

    String databaseUrl() {
        return databaseUrl;
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    /** Says where it is afterwards. */
    String startPostgres() throws Exception {
        if (postgres.isEmpty()) {
            return "PostgreSQL of BERTH_DATABASE_URL";
        }
        postgres.get().start();
        postgres.get().ensureDatabase(DATABASE);
        return "PostgreSQL on port " + postgres.get().port();
    }

    /** Says where it is afterwards. */
    String startKafka() throws Exception {
        if (kafka.isEmpty()) {
            return "Kafka at " + bootstrapServers;
        }
        kafka.get().start();
        return "Kafka on port " + kafka.get().port();
    }

    @Override
    public void close() throws IOException {
        kafka.ifPresent(EmbeddedKafka::stop);
        if (postgres.isPresent()) {
            postgres.get().stop();
        }
    }
}
