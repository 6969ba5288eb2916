package dev.berth.benchmarks.figure;

import dev.berth.benchmarks.Berth;
import dev.berth.benchmarks.Figure;
import dev.berth.benchmarks.Processes;
import dev.berth.benchmarks.Result;
import dev.berth.benchmarks.load.HttpConnection;
import dev.berth.benchmarks.load.Latencies;
import dev.berth.benchmarks.peer.DockerEngine;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A request to a container that sleeps, beside creating and starting the same image by hand. */
public final class ColdStart implements Figure {

    private static final int TIMES = 11;

    @Override
    public String name() {
        return "cold-start";
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(4);
    }

    @Override
    public List<Result> measure() throws Exception {
        try (Berth berth = Berth.start(Map.of("BERTH_AUTOSCALER_IDLE_WINDOW", "1s"))) {
            DockerEngine engine = berth.engine();
            Upstream upstream = Upstream.start(berth, ", \"min_scale\": 0, \"max_scale\": 1");
            byte[] request = HttpConnection.request("GET", "/", upstream.name(), "");
            Latencies berths = new Latencies();
            Latencies engines = new Latencies();
            for (int time = 0; time < TIMES; time++) {
                awaitAsleep(engine, upstream); // the engine is busy with nothing else
                DockerEngine.Started started = engine.start(berth.image(), "/");
                engine.remove(started.id());
                engines.record(started.untilAnswer().toNanos());
                wake(berth, request, berths);
            }
            return List.of(Result.beyond(
                            "engine's own create and start until 200, p50",
                            engines.millisAt(50),
                            "cold start from zero, p50",
                            berths.millisAt(50),
                            "ms",
                            150)
                    .noting("%d times, slowest %d ms".formatted(TIMES, Math.round(berths.maxMillis())))
                    .provided(berths.failures() == 0, berths.failures() + " were not answered 200"));
        }
    }

    private static void awaitAsleep(DockerEngine engine, Upstream upstream) throws InterruptedException {
        Processes.await(
                "the container to sleep",
                Duration.ofSeconds(60),
                () -> engine.running("dev.berth.container=" + upstream.id()).isEmpty());
    }

    private static void wake(Berth berth, byte[] request, Latencies latencies) {
        long start = System.nanoTime();
        try (HttpConnection connection = HttpConnection.toPort("127.0.0.1", berth.gatewayPort())) {
            if (!connection.exchange(request).ok()) {
                latencies.fail();
            }
            latencies.record(System.nanoTime() - start);
        }
    }
}
