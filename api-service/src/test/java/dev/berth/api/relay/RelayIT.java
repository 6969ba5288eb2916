package dev.berth.api.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.api.relay.RelayState.Phase;
import dev.berth.api.store.Appended;
import dev.berth.api.store.Appends;
import dev.berth.api.store.StoreOnPostgres;
import dev.berth.events.CloudEventCodec;
import dev.berth.events.Event;
import dev.berth.events.Recorded;
import dev.berth.events.StreamId;
import dev.berth.testing.TestDatabase;
import dev.berth.testing.TestServers;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each time: clients write all along, something breaks, and in the end Kafka has all that was acknowledged, in order. */
class RelayIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final TestServers servers = TestServers.own();
    private final TestDatabase database = servers.freshDatabase();
    private final StoreOnPostgres postgres = new StoreOnPostgres(database);
    private final List<Relay> relays = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();
    private final RelayState state = new RelayState();

    /** What was acknowledged to the writers. */
    private final Map<StreamId, List<Recorded<Event>>> acknowledged = new ConcurrentHashMap<>();

    private final AtomicBoolean writing = new AtomicBoolean(true);
    private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeEach
    void startServers() {
        servers.bootstrapServers();
    }

    @AfterEach
    void end() throws Exception {
        writing.set(false);
        writers.close();
        for (Relay relay : relays) {
            relay.stop();
        }
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
        postgres.close();
        servers.close();
    }

    @Test
    void an_event_arrives_as_the_codec_would_write_it() throws Exception {
        startRelay(state);
        StreamId stream = Appends.newStream();
        Appended appended = append(stream, 0, 2);

        await().atMost(PATIENCE).until(() -> inKafka(stream) == 2);

        assertThat(KafkaLog.read(servers.bootstrapServers()).stream(stream.toString()))
                .isEqualTo(
                        appended.events().stream().map(CloudEventCodec::encode).toList());
    }

    @Test
    void what_was_written_before_there_was_a_relay_arrives() throws Exception {
        StreamId stream = Appends.newStream();
        append(stream, 0, 3);

        startRelay(state);

        await().atMost(PATIENCE).until(() -> inKafka(stream) == 3);
    }

    @ParameterizedTest
    @ValueSource(longs = {300, 1700})
    void another_instance_takes_over_when_the_holder_is_killed(long after) throws Exception {
        startWriters();
        Process holder = startProcess();
        awaitProgress();
        startRelay(state);
        await().atMost(PATIENCE).until(() -> state.phase() instanceof Phase.Waiting);
        pause(after);

        holder.destroyForcibly().waitFor();

        awaitRelaying();
        assertComplete();
    }

    @ParameterizedTest
    @ValueSource(longs = {200, 1300})
    void a_relay_that_is_killed_goes_on_when_it_is_started_again(long after) throws Exception {
        startWriters();
        for (int round = 0; round < 3; round++) {
            Process relay = startProcess();
            awaitProgress();
            pause(after);
            relay.destroyForcibly().waitFor();
        }
        startRelay(state);
        assertComplete();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 2500})
    void kafka_may_stop_and_start(long down) throws Exception {
        startRelay(state);
        startWriters();
        awaitProgress();

        servers.kafka().stop();
        pause(down);
        servers.kafka().start();

        awaitProgress();
        assertComplete();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1500})
    void postgres_may_stop_and_start(long down) throws Exception {
        startRelay(state);
        startWriters();
        awaitProgress();

        servers.postgres().stop();
        pause(down);
        servers.postgres().start();

        awaitProgress();
        assertComplete();
    }

    @Test
    void the_slot_may_be_dropped_under_the_relay() throws Exception {
        startRelay(state);
        startWriters();
        awaitProgress();

        dropSlot();

        awaitProgress();
        assertComplete();
    }

    @Test
    void the_slot_may_be_gone_when_the_relay_starts() throws Exception {
        startRelay(state);
        startWriters();
        awaitProgress();
        relays.removeFirst().stop();
        dropSlot();
        pause(500);

        startRelay(state);

        assertComplete();
    }

    @Test
    void a_topic_may_be_deleted_under_the_relay() throws Exception {
        startRelay(state);
        startWriters();
        awaitProgress();

        deleteTopic("berth.namespace.events");

        awaitProgress();
        assertComplete();
    }

    @Test
    void a_topic_may_be_gone_when_the_relay_starts() throws Exception {
        startRelay(state);
        startWriters();
        awaitProgress();
        relays.removeFirst().stop();
        deleteTopic("berth.namespace.events");

        startRelay(state);

        assertComplete();
    }

    @Test
    void a_clean_restart_repeats_nothing() throws Exception {
        startRelay(state);
        awaitRelaying();
        for (int i = 0; i < 500; i++) {
            append(Appends.newStream(), 0, 2);
        }
        assertComplete();
        relays.removeFirst().stop();

        startRelay(state);
        awaitRelaying();
        append(Appends.newStream(), 0, 1);
        assertComplete();

        assertThat(KafkaLog.read(servers.bootstrapServers()).repeats()).isZero();
    }

    /** A transaction under way, whatever it does, holds back up to where the log is known to be whole. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_clean_restart_beside_a_long_transaction_repeats_nothing(boolean endsBetween) throws Exception {
        startRelay(RelayProcess.Settings.UNHURRIED, state);
        awaitRelaying();
        append(Appends.newStream(), 0, 1);
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select pg_current_xact_id()");
            for (int i = 0; i < 50; i++) {
                append(Appends.newStream(), 0, 2);
            }
            awaitCheckpoint(1);
            assertComplete();
            relays.removeFirst().stop();
            if (endsBetween) {
                other.commit();
            }

            startRelay(state);
            awaitRelaying();
        }
        awaitCheckpoint(101);

        assertThat(KafkaLog.read(servers.bootstrapServers()).repeats()).isZero();
    }

    @Test
    void a_clean_restart_repeats_nothing_though_nothing_was_compared() throws Exception {
        startRelay(RelayProcess.Settings.SELDOM, state);
        awaitRelaying();
        for (int i = 0; i < 50; i++) {
            append(Appends.newStream(), 0, 2);
        }
        assertComplete();
        relays.removeFirst().stop();

        startRelay(state);
        awaitRelaying();

        assertThat(KafkaLog.read(servers.bootstrapServers()).repeats()).isZero();
    }

    private Relay startRelay(RelayState itsState) {
        return startRelay(RelayProcess.Settings.QUICK, itsState);
    }

    private Relay startRelay(RelayProcess.Settings settings, RelayState itsState) {
        Relay relay = RelayProcess.here(database, servers.bootstrapServers(), settings, itsState);
        relays.add(relay);
        relay.start();
        return relay;
    }

    private void awaitRelaying() {
        await().atMost(PATIENCE).until(() -> state.phase() instanceof Phase.Relaying);
    }

    /** Waits for a moment until the relay has noted that Kafka has the first so many events. */
    private void awaitCheckpoint(long events) throws SQLException {
        try (LogDatabase log = new LogDatabase(database.connect(), RelayProcess.Settings.QUICK.slot())) {
            await().until(() -> log.checkpoint().complete().position() >= events);
        }
    }

    private Process startProcess() throws IOException {
        Process process = RelayProcess.start(database, servers.bootstrapServers());
        processes.add(process);
        return process;
    }

    private void startWriters() {
        for (int i = 0; i < 4; i++) {
            writers.execute(this::write);
        }
    }

    private void write() {
        while (writing.get()) {
            StreamId stream = Appends.newStream();
            for (int version = 0; version < 40 && writing.get(); version += 2) {
                try {
                    append(stream, version, 2);
                } catch (RuntimeException unknown) {
                    break; // PostgreSQL is down for longer than the store waits
                }
                pause(2);
            }
        }
    }

    private Appended append(StreamId stream, long version, int events) {
        Appended appended = postgres.store()
                .append(Appends.of(Appends.write(stream, version, events)))
                .await()
                .atMost(Duration.ofSeconds(60));
        acknowledged.computeIfAbsent(stream, _ -> new ArrayList<>()).addAll(appended.events());
        return appended;
    }

    private void awaitProgress() {
        long before = total();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> {
            try {
                return KafkaLog.read(servers.bootstrapServers()).events() > before / 2 + 50;
            } catch (org.apache.kafka.common.KafkaException _) {
                return false;
            }
        });
    }

    private long total() {
        return acknowledged.values().stream().mapToLong(List::size).sum();
    }

    private int inKafka(StreamId stream) {
        return KafkaLog.read(servers.bootstrapServers()).stream(stream.toString())
                .size();
    }

    private void assertComplete() {
        writing.set(false);
        writers.close();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).untilAsserted(() -> {
            KafkaLog log = KafkaLog.read(servers.bootstrapServers());
            acknowledged.forEach((stream, events) -> assertThat(log.stream(stream.toString()))
                    .hasSizeGreaterThanOrEqualTo(events.size())
                    .startsWith(events.stream().map(CloudEventCodec::encode).toArray(CloudEventCodec.Encoded[]::new)));
        });
    }

    private void dropSlot() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            // the relay may come back between the two
            await().atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(SQLException.class)
                    .until(() -> {
                        statement.execute("select pg_terminate_backend(active_pid, 2000) from pg_replication_slots"
                                + " where slot_name = 'berth' and active_pid is not null");
                        statement.execute("select pg_drop_replication_slot('berth')");
                        return true;
                    });
        }
    }

    private void deleteTopic(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()))) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
    }

    /** Lets time pass, for faults at different moments. */
    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
