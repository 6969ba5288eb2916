package dev.berth.api.store;

import static dev.berth.api.store.Appends.newStream;
import static dev.berth.api.store.Appends.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.berth.events.Event;
import dev.berth.events.Provenance;
import dev.berth.events.Recorded;
import dev.berth.events.StreamId;
import dev.berth.testing.TestDatabase;
import dev.berth.testing.TestServers;
import io.smallrye.mutiny.Uni;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresEventStoreIT extends EventStoreConformance {

    private static final TestDatabase DATABASE = TestServers.shared().freshDatabase();
    private static StoreOnPostgres postgres;

    @BeforeAll
    static void open() {
        postgres = new StoreOnPostgres(DATABASE);
    }

    @AfterAll
    static void close() {
        postgres.close();
    }

    @Override
    EventStore store() {
        return postgres.store();
    }

    @Test
    void keys_are_forgotten_once_they_are_old() throws SQLException {
        String old = "old-" + UUID.randomUUID();
        String recent = "recent-" + UUID.randomUUID();
        done(store().append(Appends.keyed(old, write(newStream(), 0, 1))));
        done(store().append(Appends.keyed(recent, write(newStream(), 0, 1))));
        try (Connection connection = DATABASE.connect();
                PreparedStatement age = connection.prepareStatement(
                        "update idempotency set used_at = now() - interval '3 days' where key = ?")) {
            age.setString(1, old);
            age.execute();
        }

        long gone = done(new UsedKeys(postgres.mutiny()).forget(Duration.ofDays(2)));

        assertThat(gone).isEqualTo(1);
        assertThat(done(store().append(Appends.keyed(old, write(newStream(), 0, 1))))
                        .repeated())
                .isFalse();
        assertThat(done(store().append(Appends.keyed(recent, write(newStream(), 0, 1))))
                        .repeated())
                .isTrue();
    }

    @Test
    void nothing_is_read_past_a_transaction_that_took_its_position_early_and_commits_late() throws SQLException {
        Cursor start = end();
        StreamId early = newStream();
        StreamId late = newStream();
        try (Connection connection = DATABASE.connect()) {
            connection.setAutoCommit(false);
            insert(connection, early);
            done(store().append(Appends.of(write(late, 0, 1))));

            Page meanwhile = done(store().readAll(start, 10));
            connection.commit();
            Page afterwards = page(meanwhile.next(), 10, 2);

            assertThat(meanwhile.events()).isEmpty();
            assertThat(afterwards.events()).extracting(Recorded::stream).containsExactly(early, late);
        }
    }

    /** Connections keep the plans that they made while there were few streams. */
    @Test
    void an_append_reads_no_streams_but_its_own() throws SQLException {
        TestDatabase empty = TestServers.shared().freshDatabase();
        try (StoreOnPostgres ours = new StoreOnPostgres(empty)) {
            long count = 300;
            for (int i = 0; i < count; i++) {
                done(ours.store().append(Appends.of(write(newStream(), 0, 1))));
            }

            await().atMost(Duration.ofMinutes(1)) // sessions tell their statistics when they are idle
                    .untilAsserted(
                            () -> assertThat(ofStreams(empty, "n_tup_ins")).isEqualTo(count));
            assertThat(ofStreams(empty, "seq_tup_read")).isLessThan(count * count / 4);
        }
    }

    private static long ofStreams(TestDatabase database, String statistic) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "select " + statistic + " from pg_stat_user_tables where relname = 'stream'")) {
            found.next();
            return found.getLong(1);
        }
    }

    @Test
    void every_append_is_unseen_until_the_views_have_it() throws SQLException {
        StreamId stream = newStream();
        done(store().append(Appends.of(write(stream, 0, 2))));
        done(store().append(Appends.of(write(stream, 2, 1))));

        assertThat(unseen(stream)).containsExactly(2L, 3L);
    }

    @Test
    void appends_that_come_at_once_share_transactions_and_keep_what_is_known_of_each() throws Exception {
        int count = 100;
        List<Append> appends = IntStream.range(0, count)
                .mapToObj(n -> new Append(
                        List.of(write(newStream(), 0, 1)),
                        List.of(),
                        Optional.empty(),
                        new Provenance("api-key/" + n, "request-" + n, Optional.empty(), Optional.empty()),
                        Appends.NOON.plusSeconds(n)))
                .toList();

        List<Appended> written = done(
                Uni.join().all(appends.stream().map(store()::append).toList()).andFailFast());

        for (int n = 0; n < count; n++) {
            List<Recorded<Event>> events = written.get(n).events();
            assertThat(read(appends.get(n).writes().getFirst().stream())).isEqualTo(events);
            assertThat(events.getFirst().provenance()).isEqualTo(appends.get(n).provenance());
            assertThat(events.getFirst().time()).isEqualTo(appends.get(n).time());
        }
        assertThat(transactions(appends)).isPositive().isLessThan(count);
    }

    private static long transactions(List<Append> appends) throws SQLException {
        try (Connection connection = DATABASE.connect();
                PreparedStatement select = connection.prepareStatement(
                        "select count(distinct tx) from event where stream_id = any (?::uuid[])")) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "text",
                            appends.stream()
                                    .map(append -> append.writes().getFirst().stream()
                                            .value()
                                            .toString())
                                    .toArray()));
            try (ResultSet found = select.executeQuery()) {
                found.next();
                return found.getLong(1);
            }
        }
    }

    @Test
    void a_lost_connection_neither_loses_nor_doubles_an_append() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection connection = DATABASE.connect()) {
            List<StreamId> streams = new ArrayList<>();
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                StreamId stream = newStream();
                streams.add(stream);
                writers.add(threads.submit(() -> {
                    for (long version = 0; version < 400; version += 2) {
                        done(store().append(Appends.of(write(stream, version, 2))));
                    }
                }));
            }
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> {
                        killOthers(connection);
                        return writers.stream().allMatch(Future::isDone);
                    });
            for (Future<?> writer : writers) {
                writer.get();
            }
            for (StreamId stream : streams) {
                assertThat(read(stream)).hasSize(400);
            }
        }
    }

    @Test
    void a_server_that_is_gone_is_reported_as_such() throws Exception {
        try (TestServers servers = TestServers.own();
                StoreOnPostgres store = new StoreOnPostgres(servers.freshDatabase())) {
            servers.postgres().stop();

            assertThatExceptionOfType(StoreUnavailable.class)
                    .isThrownBy(() -> done(store.store().version(newStream())));

            servers.postgres().start();
            assertThat(done(store.store(Duration.ofMinutes(1)).version(newStream())))
                    .isZero();
        }
    }

    @Test
    void who_is_older_than_the_schema_cannot_write_for_now() throws Exception {
        TestDatabase database = TestServers.shared().freshDatabase();
        try (StoreOnPostgres store = new StoreOnPostgres(database);
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("alter function append_events rename to append_events_of_a_newer_release");

            assertThatExceptionOfType(StoreUnavailable.class)
                    .isThrownBy(() ->
                            done(store.store(Duration.ofMillis(100)).append(Appends.of(write(newStream(), 0, 1)))));
        }
    }

    @Test
    void an_append_waits_out_a_restart_of_the_server() throws Exception {
        try (TestServers servers = TestServers.own();
                StoreOnPostgres store = new StoreOnPostgres(servers.freshDatabase());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            EventStore patient = store.store(Duration.ofMinutes(1));
            StreamId stream = newStream();
            Future<?> writer = threads.submit(() -> {
                for (long version = 0; version < 2000; version++) {
                    done(patient.append(Appends.of(write(stream, version, 1))));
                }
            });
            servers.postgres().stop();
            servers.postgres().start();
            writer.get();

            assertThat(done(patient.read(stream, 0, 10_000))).hasSize(2000);
        }
    }

    private static void insert(Connection connection, StreamId stream) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into event (event_id, stream_kind, stream_id, version, organization_id, time, type, actor,"
                        + " correlation, body) values (?, 'namespace', ?, 1, ?, now(),"
                        + " 'dev.berth.namespace.deleted.v1', 'berth/test', 'x', ?)")) {
            insert.setObject(1, UUID.randomUUID());
            insert.setObject(2, stream.value());
            insert.setObject(3, UUID.randomUUID());
            insert.setString(4, "{\"id\": \"" + stream.value() + "\"}");
            insert.executeUpdate();
        }
    }

    private static List<Long> unseen(StreamId stream) throws SQLException {
        List<Long> versions = new ArrayList<>();
        try (Connection connection = DATABASE.connect();
                PreparedStatement select = connection.prepareStatement(
                        "select version from unseen where stream_id = ? order by version")) {
            select.setObject(1, stream.value());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    versions.add(rows.getLong(1));
                }
            }
        }
        return versions;
    }

    private static void killOthers(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
                            + " and pid <> pg_backend_pid() and random() < 0.3");
        }
    }
}
