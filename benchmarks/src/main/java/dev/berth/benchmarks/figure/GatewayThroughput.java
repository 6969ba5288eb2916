package dev.berth.benchmarks.figure;

import dev.berth.benchmarks.Berth;
import dev.berth.benchmarks.Figure;
import dev.berth.benchmarks.Result;
import dev.berth.benchmarks.load.HttpConnection;
import dev.berth.benchmarks.load.Load;
import dev.berth.benchmarks.peer.Haproxy;
import dev.berth.benchmarks.peer.Tool;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Requests through the gateway, as fast as they go, beside a plain proxy before the same instance. */
public final class GatewayThroughput implements Figure {

    private static final int CONNECTIONS = 64;
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration TIME = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "gateway-throughput";
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(3);
    }

    @Override
    public List<Tool> needs() {
        return List.of(Haproxy.TOOL);
    }

    @Override
    public List<Result> measure() throws Exception {
        try (Berth berth = Berth.start(Map.of())) {
            Upstream upstream = Upstream.start(
                    berth,
                    ", \"min_scale\": 1, \"max_scale\": 1, \"mvcpu_limit\": 2000,"
                            + " \"scaling_option\": {\"concurrent_requests_threshold\": 80}");
            byte[] request = HttpConnection.request("GET", "/large?bytes=1000", upstream.name(), "");
            try (Haproxy haproxy = Haproxy.before(upstream.host(), upstream.port())) {
                run(LOOPBACK, berth.gatewayPort(), request, WARM_UP);
                run(LOOPBACK, haproxy.port(), request, Duration.ofSeconds(3));
                Load.Run gateway = run(LOOPBACK, berth.gatewayPort(), request, TIME);
                Load.Run peer = run(LOOPBACK, haproxy.port(), request, TIME);
                return List.of(Result.shareOf(
                                "haproxy, same upstream",
                                peer.perSecond(),
                                "gateway, 1 kB answers, 64 connections",
                                gateway.perSecond(),
                                "requests/s",
                                0.5)
                        .provided(
                                gateway.latencies().failures() == 0,
                                gateway.latencies().failures() + " failed"));
            }
        }
    }

    private static Load.Run run(String host, int port, byte[] request, Duration time) {
        return Load.closed(CONNECTIONS, time, _ -> Upstream.client(host, port, request));
    }
}
