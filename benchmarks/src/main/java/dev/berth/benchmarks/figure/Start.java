package dev.berth.benchmarks.figure;

import dev.berth.benchmarks.Berth;
import dev.berth.benchmarks.Figure;
import dev.berth.benchmarks.Result;
import dev.berth.benchmarks.load.Latencies;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** From {@code ./berth up} until a signed request to the API is answered 200. */
public final class Start implements Figure {

    private static final int TIMES = 3;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(4);
    }

    @Override
    public List<Result> measure() throws Exception {
        Latencies fresh = new Latencies();
        Latencies again = new Latencies();
        for (int time = 0; time < TIMES; time++) {
            long start = System.nanoTime();
            try (Berth berth = Berth.start(Map.of())) {
                fresh.record(System.nanoTime() - start);
                again.record(berth.restart().toNanos());
            }
        }
        return List.of(
                Result.atMost("./berth up until the API answers, first time", fresh.millisAt(50) / 1000, "s", 8)
                        .noting("median of %d".formatted(TIMES)),
                Result.atMost("./berth up until the API answers, existing data", again.millisAt(50) / 1000, "s", 5)
                        .noting("median of %d".formatted(TIMES)));
    }
}
