package dev.berth.benchmarks.figure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.benchmarks.Api;
import dev.berth.benchmarks.Berth;
import dev.berth.benchmarks.Figure;
import dev.berth.benchmarks.Result;
import dev.berth.benchmarks.load.HttpConnection;
import dev.berth.benchmarks.load.Latencies;
import dev.berth.benchmarks.load.Load;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What checking a token adds to a request through the gateway: the same container, first public, then private. */
public final class TokenCheck implements Figure {

    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration TIME = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "token-check";
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(3);
    }

    @Override
    public List<Result> measure() throws Exception {
        try (Berth berth = Berth.start(Map.of())) {
            Upstream upstream = Upstream.start(berth, ", \"min_scale\": 1, \"max_scale\": 1, \"mvcpu_limit\": 1000");
            byte[] open = HttpConnection.request("GET", "/", upstream.name(), "");
            byte[] withToken = HttpConnection.request(
                    "GET", "/", upstream.name(), "", "X-Auth-Token: " + token(berth.api(), upstream.id()));
            run(berth, open, WARM_UP);
            Latencies unchecked = run(berth, open, TIME);
            makePrivate(berth.api(), upstream.id());
            run(berth, withToken, WARM_UP);
            Latencies checked = run(berth, withToken, TIME);
            return List.of(Result.beyond(
                            "the same container in public, p50",
                            unchecked.millisAt(50),
                            "gateway, private container with a token, p50",
                            checked.millisAt(50),
                            "ms",
                            0.2)
                    .provided(checked.failures() == 0, checked.failures() + " failed"));
        }
    }

    private static String token(Api api, String container) {
        JsonNode token = api.call(
                "POST", api.tokens(), "{\"container_id\": \"%s\", \"description\": \"bench\"}".formatted(container));
        return token.path("token").asText();
    }

    private static void makePrivate(Api api, String container) throws InterruptedException {
        api.call("PATCH", api.containers() + "/" + container, "{\"privacy\": \"private\"}");
        api.awaitStatus(container, "ready", Duration.ofSeconds(60));
    }

    private static Latencies run(Berth berth, byte[] request, Duration time) {
        return Load.closed(1, time, _ -> Upstream.client("127.0.0.1", berth.gatewayPort(), request))
                .latencies();
    }
}
