package dev.berth.benchmarks.figure;

import dev.berth.benchmarks.Berth;
import dev.berth.benchmarks.Figure;
import dev.berth.benchmarks.Result;
import dev.berth.benchmarks.load.Latencies;
import dev.berth.benchmarks.peer.PlainKafka;
import java.time.Duration;
import java.util.List;

/** From the commit of an event to a consumer of its topic, at a moderate rate. */
public final class CommitToConsumer implements Figure {

    static final int PER_SECOND = 100;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration TIME = Duration.ofSeconds(15);

    @Override
    public String name() {
        return "commit-to-consumer";
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(3);
    }

    @Override
    public List<Result> measure() throws Exception {
        try (Berth berth = Berth.start(Berth.NOTHING_RUNS)) {
            Commits.measure(berth, PER_SECOND, WARM_UP);
            Latencies latencies = Commits.measure(berth, PER_SECOND, TIME);
            PlainKafka.measure(berth.kafka(), PER_SECOND, Duration.ofSeconds(5));
            Latencies peer = PlainKafka.measure(berth.kafka(), PER_SECOND, TIME);
            return results(latencies, peer);
        }
    }

    private static List<Result> results(Latencies latencies, Latencies peer) {
        boolean all = latencies.failures() == 0;
        String lost = latencies.failures() + " events did not come";
        return List.of(
                Result.atMost("commit to consumer, 100 events/s, p50", latencies.millisAt(50), "ms", 8)
                        .with("produce to consume, p50", peer.millisAt(50))
                        .provided(all, lost),
                Result.atMost("commit to consumer, 100 events/s, p99", latencies.millisAt(99), "ms", 20)
                        .with("produce to consume, p99", peer.millisAt(99))
                        .provided(all, lost));
    }
}
