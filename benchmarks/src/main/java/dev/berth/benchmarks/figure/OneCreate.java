package dev.berth.benchmarks.figure;

import dev.berth.benchmarks.Berth;
import dev.berth.benchmarks.Figure;
import dev.berth.benchmarks.Result;
import dev.berth.benchmarks.load.Latencies;
import dev.berth.benchmarks.load.Load;
import java.time.Duration;
import java.util.List;

/** How long one client waits for one create. */
public final class OneCreate implements Figure {

    @Override
    public String name() {
        return "one-create";
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(2);
    }

    @Override
    public List<Result> measure() throws Exception {
        try (Berth berth = Berth.start(Berth.NOTHING_RUNS)) {
            String namespace = berth.api().createNamespace("bench");
            Load.closed(4, Duration.ofSeconds(20), _ -> new Creating(berth.api(), namespace));
            Lag.settled(berth, Duration.ofSeconds(30));
            Latencies latencies = Load.closed(1, Duration.ofSeconds(15), _ -> new Creating(berth.api(), namespace))
                    .latencies();
            String failures = latencies.failures() + " creates failed";
            boolean allGood = latencies.failures() == 0;
            return List.of(
                    Result.atMost("one create, one client, p50", latencies.millisAt(50), "ms", 5)
                            .provided(allGood, failures),
                    Result.atMost("one create, one client, p99", latencies.millisAt(99), "ms", 25)
                            .provided(allGood, failures));
        }
    }
}
