package dev.berth.api.relay;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A relay in this JVM, or in one of its own that can be killed. */
final class RelayProcess {

    record Settings(boolean enabled, String slot, Duration takeoverInterval, Duration checkInterval)
            implements RelayConfig {

        /** So seldom that nothing is compared while a test lasts. */
        static final Settings SELDOM = new Settings(true, "berth", Duration.ofMillis(300), Duration.ofHours(1));

        /** Seldom enough that a test writes a good deal between two comparisons. */
        static final Settings UNHURRIED = new Settings(true, "berth", Duration.ofMillis(300), Duration.ofSeconds(2));

        static final Settings QUICK = new Settings(true, "berth", Duration.ofMillis(300), Duration.ofMillis(300));
    }

    record TopicSettings(int partitions, short replicas, Duration reportsKept) implements KafkaConfig {

        static final TopicSettings SMALL = new TopicSettings(4, (short) 1, Duration.ofDays(1));
    }

    static Relay here(
            dev.berth.testing.TestDatabase database, String bootstrapServers, Settings settings, RelayState state) {
        return relay(database.jdbcUrl(), database.user(), database.password(), bootstrapServers, settings, state);
    }

    static Process start(dev.berth.testing.TestDatabase database, String bootstrapServers) throws IOException {
        return new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RelayProcess.class.getName(),
                        database.jdbcUrl(),
                        database.user(),
                        database.password(),
                        bootstrapServers))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File("target/relay-process.log")))
                .start();
    }

    public static void main(String[] args) throws InterruptedException {
        relay(args[0], args[1], args[2], args[3], Settings.QUICK, new RelayState())
                .start();
        Thread.currentThread().join();
    }

    private static Relay relay(
            String jdbcUrl,
            String user,
            String password,
            String bootstrapServers,
            Settings settings,
            RelayState state) {
        return new Relay(jdbcUrl, user, password, bootstrapServers, settings, TopicSettings.SMALL, state);
    }

    private RelayProcess() {}
}
