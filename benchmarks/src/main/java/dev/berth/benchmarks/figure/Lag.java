package dev.berth.benchmarks.figure;

import dev.berth.benchmarks.Berth;
import dev.berth.benchmarks.Processes;
import dev.berth.benchmarks.Result;
import dev.berth.benchmarks.load.Latencies;
import dev.berth.benchmarks.peer.Topic;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Watches from outside how far Kafka and the views are behind the log: again and again it looks up the newest event that
 * is committed, and takes the time until a consumer of Kafka has it, and until the views have it.
 */
final class Lag implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofMillis(20);

    /** How exactly the views' lag is known. */
    private static final Duration LOOK = Duration.ofMillis(4);

    private static final String NEWEST =
            "select event_id, stream_id from event where stream_kind = 'container' order by tx desc, position desc limit 1";
    private static final String STILL_UNSEEN =
            "select distinct stream_id::text from unseen where stream_id = any (?::uuid[])";

    /** So many events come in some seconds; what the sampler is to see came within milliseconds. */
    private static final int EARLIEST = 20_000;

    private final Berth berth;
    private final Topic topic;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final Map<String, Long> awaited = new ConcurrentHashMap<>();
    private final Map<String, Long> seenEarly = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > EARLIEST;
        }
    });
    private final AtomicLong received = new AtomicLong();
    private final Latencies relay = new Latencies();
    private final Latencies views = new Latencies();
    private final long before;
    private final Future<?> sampling;
    private final Future<?> consuming;

    private Lag(Berth berth) throws SQLException {
        this.berth = berth;
        this.topic = Topic.fromNow(berth.kafka(), "berth.container.events");
        this.before = events();
        this.consuming = threads.submit(this::consume);
        this.sampling = threads.submit(() -> {
            sample();
            return null;
        });
    }

    /** Begins when the system is at rest. */
    static Lag watch(Berth berth) throws SQLException, InterruptedException {
        settled(berth, Duration.ofSeconds(30));
        return new Lag(berth);
    }

    /** What was seen. */
    record Outcome(Latencies relay, Latencies views, long missingInKafka, long unseen) {

        /** @param load that there was meanwhile */
        List<Result> results(String load) {
            Result left = Result.atMost(
                    "left 1 s after: events not in Kafka, changes not in views",
                    (double) (missingInKafka + unseen),
                    "",
                    0);
            return List.of(
                    Result.atMost("relay lag meanwhile, p99", relay.millisAt(99), "ms", 100)
                            .noting("%s, %d samples, max %s ms"
                                    .formatted(load, relay.count(), Math.round(relay.maxMillis()))),
                    Result.atMost("views lag meanwhile, p99", views.millisAt(99), "ms", 100)
                            .noting("%s, %d samples, max %s ms"
                                    .formatted(load, views.count(), Math.round(views.maxMillis()))),
                    left);
        }
    }

    /** Ends so long after the load. */
    Outcome settle(Duration patience) throws Exception {
        TimeUnit.NANOSECONDS.sleep(patience.toNanos());
        long missing = events() - before - received.get();
        long unseen = unseen(berth);
        running.set(false);
        sampling.get();
        consuming.get();
        return new Outcome(relay, views, missing, unseen);
    }

    static void settled(Berth berth, Duration patience) throws InterruptedException {
        Processes.await("the views to catch up", patience, () -> {
            try {
                return unseen(berth) == 0;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static long unseen(Berth berth) throws SQLException {
        return Long.parseLong(berth.postgres().ask("select count(*) from unseen"));
    }

    private long events() throws SQLException {
        return Long.parseLong(berth.postgres().ask("select count(*) from event where stream_kind = 'container'"));
    }

    private void consume() {
        while (running.get()) {
            for (ConsumerRecord<String, byte[]> record : topic.next()) {
                received.incrementAndGet();
                Header id = record.headers().lastHeader("ce_id");
                arrived(new String(id.value(), StandardCharsets.UTF_8));
            }
        }
    }

    /** Kafka may have it before the sampler has noted it. */
    private void arrived(String event) {
        long now = System.nanoTime();
        seenEarly.put(event, now);
        Long since = awaited.remove(event);
        if (since != null) {
            relay.record(now - since);
        }
    }

    private void sample() throws SQLException, InterruptedException {
        Map<String, Long> inViews = new HashMap<>();
        try (Connection connection = berth.postgres().connect();
                PreparedStatement newest = connection.prepareStatement(NEWEST);
                PreparedStatement unseen = connection.prepareStatement(STILL_UNSEEN)) {
            long next = System.nanoTime();
            while (running.get()) {
                TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
                long asked = System.nanoTime();
                if (asked - next >= 0) {
                    next = asked + PERIOD.toNanos();
                    note(newest, asked, inViews);
                }
                Set<String> behind = behind(connection, unseen, inViews.keySet());
                long now = System.nanoTime();
                inViews.entrySet().removeIf(one -> !behind.contains(one.getKey()) && took(one.getValue(), now));
            }
        }
    }

    private void note(PreparedStatement newest, long asked, Map<String, Long> inViews) throws SQLException {
        try (ResultSet row = newest.executeQuery()) {
            if (row.next()) {
                await(row.getString(1), asked);
                inViews.putIfAbsent(row.getString(2), asked);
            }
        }
    }

    private boolean took(long since, long now) {
        views.record(now - since);
        return true;
    }

    private void await(String event, long asked) {
        awaited.put(event, asked);
        Long seen = seenEarly.get(event);
        if (seen != null && awaited.remove(event) != null) {
            relay.record(Math.max(0, seen - asked));
        }
    }

    private static Set<String> behind(Connection connection, PreparedStatement unseen, Set<String> streams)
            throws SQLException {
        Array ids = connection.createArrayOf("text", streams.toArray());
        unseen.setArray(1, ids);
        Set<String> found = new HashSet<>();
        try (ResultSet rows = unseen.executeQuery()) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    @Override
    public void close() {
        running.set(false);
        threads.shutdown();
        try {
            threads.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        topic.close();
    }
}
