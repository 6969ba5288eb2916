package dev.berth.benchmarks.figure;

import dev.berth.benchmarks.Berth;
import dev.berth.benchmarks.Cpu;
import dev.berth.benchmarks.Figure;
import dev.berth.benchmarks.Result;
import dev.berth.benchmarks.load.Latencies;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What a Berth takes of the CPU while nothing happens, and that it is awake all the same when something does. */
public final class IdleCpu implements Figure {

    private static final Duration SETTLE = Duration.ofSeconds(30);
    private static final Duration TIME = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "idle-cpu";
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(3);
    }

    @Override
    public List<Result> measure() throws Exception {
        try (Berth berth = Berth.start(Map.of())) {
            Commits.measure(berth, CommitToConsumer.PER_SECOND, Duration.ofSeconds(10));
            sleep(SETTLE);
            Cpu before = berth.cpu();
            sleep(TIME);
            Cpu taken = berth.cpu().since(before);
            Latencies latencies = Commits.measure(berth, CommitToConsumer.PER_SECOND, Duration.ofSeconds(10));
            double p50 = latencies.millisAt(50);
            return List.of(Result.atMost(
                            "CPU of an idle standalone with its database", perSecond(taken.whole()), "ms/s", 150)
                    .noting("the JVM alone: %d; commit to consumer then: p50 %.1f ms, p99 %.1f ms"
                            .formatted(Math.round(perSecond(taken.jvm())), p50, latencies.millisAt(99)))
                    .provided(p50 <= 8 && latencies.millisAt(99) <= 20, "it was slow to wake up"));
        }
    }

    private static double perSecond(Duration taken) {
        return taken.toNanos() / 1e6 / TIME.toSeconds();
    }

    private static void sleep(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }
}
