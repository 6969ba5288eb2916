package dev.berth.benchmarks.figure;

import dev.berth.benchmarks.Berth;
import dev.berth.benchmarks.Figure;
import dev.berth.benchmarks.Result;
import dev.berth.benchmarks.load.HttpConnection;
import dev.berth.benchmarks.load.Load;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the gateway adds to requests that take 100 ms, a thousand a second. */
public final class GatewayDelay implements Figure {

    private static final int PER_SECOND = 1000;
    private static final int CONNECTIONS = 400;
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration TIME = Duration.ofSeconds(15);

    @Override
    public String name() {
        return "gateway-delay";
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(3);
    }

    @Override
    public List<Result> measure() throws Exception {
        try (Berth berth = Berth.start(Map.of())) {
            Upstream upstream = Upstream.start(
                    berth,
                    ", \"min_scale\": 1, \"max_scale\": 1, \"mvcpu_limit\": 2000,"
                            + " \"scaling_option\": {\"concurrent_requests_threshold\": 1000}");
            byte[] request = HttpConnection.request("GET", "/sleep?ms=100", upstream.name(), "");
            run(LOOPBACK, berth.gatewayPort(), request, WARM_UP);
            Load.Run gateway = run(LOOPBACK, berth.gatewayPort(), request, TIME);
            Load.Run direct = run(upstream.host(), upstream.port(), request, TIME);
            return List.of(Result.beyond(
                            "direct, p95",
                            direct.latencies().millisAt(95),
                            "gateway, 100 ms upstream, 1000 requests/s, p95",
                            gateway.latencies().millisAt(95),
                            "ms",
                            5)
                    .provided(
                            gateway.latencies().failures() == 0,
                            gateway.latencies().failures() + " failed"));
        }
    }

    private static Load.Run run(String host, int port, byte[] request, Duration time) {
        return Load.open(PER_SECOND, time, CONNECTIONS, () -> Upstream.client(host, port, request));
    }
}
