package dev.berth.acceptance.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.acceptance.processes.Writer.Known;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Breaks one part after another while clients write all the time, at a different moment in each round. Whatever broke,
 * no acknowledged command is lost, none is applied twice, every consumer gets every stream whole and in order, the views
 * equal a rebuild from the log, and a change made afterwards reaches the running container.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {

    private static final int ROUNDS = Integer.getInteger("berth.test.fault-rounds", 2);
    /** Only faults whose name contains this. */
    private static final String ONLY = System.getProperty("berth.test.fault", "");

    private static final int CLIENTS = 4;
    private static final Duration CALM = Duration.ofSeconds(60);

    /** Something that breaks, and what an operator (or the platform that runs Berth) does about it. */
    interface Fault {
        void strike(Cluster cluster, Random random) throws Exception;
    }

    private Cluster cluster;
    private Greeter greeter;

    static Stream<Arguments> faults() {
        return all().filter(fault -> String.valueOf(fault.get()[0]).contains(ONLY));
    }

    private static Stream<Arguments> all() {
        return Stream.of(
                fault("one api-service is killed", cluster -> cluster.apis.getFirst()),
                fault("the other api-service is killed", cluster -> cluster.apis.getLast()),
                fault("one reconciler is killed", cluster -> cluster.reconcilers.getFirst()),
                fault("the other reconciler is killed", cluster -> cluster.reconcilers.getLast()),
                fault("the gateway is killed", cluster -> cluster.gateway),
                Arguments.of("Kafka is restarted", (Fault) FaultsIT::restartKafka),
                Arguments.of("PostgreSQL is restarted", (Fault) FaultsIT::restartPostgres),
                Arguments.of("PostgreSQL is killed", (Fault) FaultsIT::killPostgres),
                Arguments.of("the replication slot is dropped", (Fault) FaultsIT::dropSlot),
                Arguments.of("the projectors are paused", (Fault) FaultsIT::pauseProjectors));
    }

    private static Arguments fault(String name, Function<Cluster, Service> killed) {
        return Arguments.of(name, (Fault) (cluster, random) -> killAndRestart(killed.apply(cluster), random));
    }

    @BeforeAll
    void start() throws Exception {
        // kept after the run: the services' logs are in it
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "faults")), "run");
        cluster = Cluster.start(folder.toAbsolutePath());
        greeter = Greeter.deploy(cluster);
    }

    @AfterAll
    void stop() throws IOException {
        cluster.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void no_promise_is_broken_when(String name, Fault fault) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(name.hashCode() * 31L + round);
            List<Known> promises = writeWhile(fault, random, "f" + Math.abs(name.hashCode() % 1_000_000) + "-" + round);
            assertThat(promises).isNotEmpty();
            cluster.awaitReady();
            assertPromisesKept(promises);
            greeter.changeAndAwait(name + ", round " + round);
        }
    }

    /** Containers are shared out among reconcilers: whichever had this one, the other takes it over. */
    @Test
    void either_reconciler_does_all_the_work_when_the_other_is_gone() throws Exception {
        for (Service gone : cluster.reconcilers) {
            gone.kill();
            greeter.changeAndAwait("without " + gone.name());
            gone.start();
            gone.awaitReady();
        }
    }

    private List<Known> writeWhile(Fault fault, Random random, String prefix) throws Exception {
        Writer writer = new Writer(cluster.containersApi(), Cluster.SECRET_KEY, prefix, CLIENTS);
        try (writer) {
            pause(500 + random.nextInt(1_500));
            fault.strike(cluster, random);
            pause(1_000 + random.nextInt(1_000));
        }
        assertThat(writer.refusals()).isEmpty();
        return writer.known();
    }

    private void assertPromisesKept(List<Known> promises) throws SQLException, IOException {
        try (Connection database = cluster.database()) {
            Truth.assertLogKeepsEveryPromise(database, promises);
            await("Kafka holds the whole log")
                    .atMost(CALM)
                    .untilAsserted(() -> Truth.assertKafkaHoldsTheWholeLog(database, cluster.kafka.bootstrapServers()));
        }
        Views.assertEqualToARebuild(cluster.apis.getFirst());
    }

    private static void killAndRestart(Service service, Random random) throws Exception {
        service.kill();
        pause(random.nextInt(2_000));
        service.start();
        service.awaitReady();
    }

    private static void restartKafka(Cluster cluster, Random random) throws Exception {
        cluster.kafka.stop();
        pause(random.nextInt(2_000));
        cluster.kafka.start();
    }

    private static void restartPostgres(Cluster cluster, Random random) throws Exception {
        cluster.postgres.stop();
        pause(random.nextInt(2_000));
        cluster.postgres.start();
    }

    private static void killPostgres(Cluster cluster, Random random) throws Exception {
        cluster.postgres.kill();
        pause(random.nextInt(500));
        cluster.postgres.start();
    }

    private static void dropSlot(Cluster cluster, Random random) throws SQLException {
        try (Connection database = cluster.database();
                Statement statement = database.createStatement()) {
            await("the slot is dropped").atMost(CALM).ignoreExceptions().until(() -> {
                statement.execute("SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE active");
                statement.execute("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots");
                return true;
            });
            await("the slot is back").atMost(CALM).until(() -> hasSlot(statement));
        }
    }

    private static void pauseProjectors(Cluster cluster, Random random) throws InterruptedException {
        cluster.apis.forEach(Views::pause);
        pause(random.nextInt(3_000));
        cluster.apis.forEach(Views::resume);
    }

    private static boolean hasSlot(Statement statement) throws SQLException {
        try (ResultSet slots = statement.executeQuery("SELECT 1 FROM pg_replication_slots WHERE active")) {
            return slots.next();
        }
    }

    /** Lets a random time pass, so that the fault meets the system at another point in each round. */
    private static void pause(long millis) throws InterruptedException {
        Thread.sleep(millis);
    }
}
