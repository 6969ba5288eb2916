package dev.berth.benchmarks.figure;

import dev.berth.benchmarks.Api;
import dev.berth.benchmarks.Berth;
import dev.berth.benchmarks.Figure;
import dev.berth.benchmarks.Result;
import dev.berth.benchmarks.load.HttpConnection;
import dev.berth.benchmarks.load.Latencies;
import dev.berth.benchmarks.peer.DockerEngine;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** From a change of a running container until visitors get the new revision, beside starting the same image by hand. */
public final class NewRevision implements Figure {

    private static final int TIMES = 11;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "new-revision";
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(4);
    }

    @Override
    public List<Result> measure() throws Exception {
        try (Berth berth = Berth.start(Map.of())) {
            DockerEngine engine = berth.engine();
            Upstream upstream = Upstream.start(berth, ", \"min_scale\": 1, \"max_scale\": 1");
            Latencies berths = new Latencies();
            Latencies engines = new Latencies();
            for (int time = 0; time < TIMES; time++) {
                DockerEngine.Started started = engine.start(berth.image(), "/");
                engine.remove(started.id());
                engines.record(started.untilAnswer().toNanos());
                change(berth, upstream, "greeting " + time, berths);
            }
            return List.of(Result.beyond(
                            "engine's own create and start until 200, p50",
                            engines.millisAt(50),
                            "PATCH until the new revision answers, p50",
                            berths.millisAt(50),
                            "ms",
                            500)
                    .noting("%d times, slowest %d ms".formatted(TIMES, Math.round(berths.maxMillis())))
                    .provided(berths.failures() == 0, berths.failures() + " were not served in " + LONGEST));
        }
    }

    private static void change(Berth berth, Upstream upstream, String greeting, Latencies latencies)
            throws InterruptedException {
        Api api = berth.api();
        long start = System.nanoTime();
        api.call(
                "PATCH",
                api.containers() + "/" + upstream.id(),
                "{\"environment_variables\": {\"GREETING\": \"%s\"}}".formatted(greeting));
        byte[] request = HttpConnection.request("GET", "/", upstream.name(), "");
        boolean served = false;
        try (HttpConnection connection = HttpConnection.toPort("127.0.0.1", berth.gatewayPort())) {
            while (!served && System.nanoTime() - start < LONGEST.toNanos()) {
                served = connection.exchange(request).body().strip().equals(greeting);
                Thread.sleep(1);
            }
        }
        if (served) {
            latencies.record(System.nanoTime() - start);
        } else {
            latencies.fail();
        }
        api.awaitStatus(upstream.id(), "ready", LONGEST); // the former one is gone: nothing else uses the machine
    }
}
