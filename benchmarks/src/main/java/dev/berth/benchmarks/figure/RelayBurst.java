package dev.berth.benchmarks.figure;

import dev.berth.benchmarks.Berth;
import dev.berth.benchmarks.Figure;
import dev.berth.benchmarks.Result;
import dev.berth.benchmarks.peer.Postgres;
import dev.berth.benchmarks.peer.Slot;
import dev.berth.benchmarks.peer.Topic;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Many events that are committed at once, until a consumer has the last of them. */
public final class RelayBurst implements Figure {

    private static final int EVENTS = 50_000;
    private static final int WARM_UPS = 2;

    @Override
    public String name() {
        return "relay-burst";
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(3);
    }

    @Override
    public List<Result> measure() throws Exception {
        try (Berth berth = Berth.start(Berth.NOTHING_RUNS)) {
            for (int warmUp = 0; warmUp < WARM_UPS; warmUp++) {
                burst(berth);
                Lag.settled(berth, Duration.ofSeconds(60));
            }
            Postgres postgres = berth.postgres();
            try (Slot slot = Slot.create(postgres)) {
                Duration relay = burst(berth);
                Lag.settled(berth, Duration.ofSeconds(60));
                Duration reading = slot.discard(postgres.ask("select pubname from pg_publication limit 1"), EVENTS);
                double bare = EVENTS / seconds(reading);
                return List.of(
                        Result.atLeast("relay, 50,000 events at once", EVENTS / seconds(relay), "events/s", 30_000)
                                .with("pgjdbc reading the slot", bare));
            }
        }
    }

    /** From the commit to the last of them. */
    private static Duration burst(Berth berth) throws SQLException {
        try (Connection connection = berth.postgres().connect();
                Topic topic = Topic.fromNow(berth.kafka(), "berth.organization.events")) {
            Set<String> missing = new HashSet<>(Appends.organizations(connection, EVENTS));
            long committed = System.nanoTime();
            while (!missing.isEmpty()) {
                topic.headersOf("ce_id").forEach(missing::remove);
            }
            return Duration.ofNanos(System.nanoTime() - committed);
        }
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
