package dev.berth.benchmarks.figure;

import dev.berth.benchmarks.Berth;
import dev.berth.benchmarks.load.Arrivals;
import dev.berth.benchmarks.load.Latencies;
import dev.berth.benchmarks.peer.Topic;
import java.sql.Connection;
import java.time.Duration;

/** Commits events one by one, and takes the time of each until a consumer has it. */
final class Commits {

    static Latencies measure(Berth berth, int perSecond, Duration time) throws Exception {
        try (Connection connection = berth.postgres().connect();
                Topic topic = Topic.fromNow(berth.kafka(), "berth.organization.events")) {
            return Arrivals.measure(
                    perSecond,
                    time,
                    () -> Appends.organizations(connection, 1).getFirst(),
                    () -> topic.headersOf("ce_id"));
        }
    }

    private Commits() {}
}
