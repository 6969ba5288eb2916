package dev.berth.gateway;

import dev.berth.events.ContainerId;
import dev.berth.events.spec.Port.Protocol;
import dev.berth.events.traffic.Endpoints;
import dev.berth.gateway.access.ApiKeys;
import dev.berth.gateway.access.Doorman;
import dev.berth.gateway.access.Tokens;
import dev.berth.gateway.dispatch.Dispatchers;
import dev.berth.gateway.proxy.GatewayMetrics;
import dev.berth.gateway.proxy.Proxy;
import dev.berth.gateway.route.Routes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** The data path alone, for measurements: {@code <gateway port> <upstream port>}; no Kafka, one container. */
public final class GatewayBench {

    public static void main(String[] args) throws InterruptedException {
        GatewayConfig config = Configs.with("port", args[0]);
        Routes routes = new Routes("localhost");
        Dispatchers dispatchers = new Dispatchers("bench", 1000, 10_000, _ -> {}, InstantSource.system());
        ContainerId id = new ContainerId(UUID.randomUUID());
        routes.take(Histories.recorded(1, Histories.created(id, "bench")));
        routes.take(Histories.recorded(2, Histories.configured(id, 1, Histories.spec())));
        routes.take(Histories.recorded(3, Histories.requested(id, 1, 1)));
        dispatchers.follow(new Endpoints(
                id,
                1,
                Duration.ofMinutes(5),
                0,
                List.of(new Endpoints.Instance(
                        "one", 1, 1, "127.0.0.1", Integer.parseInt(args[1]), Protocol.HTTP1, Endpoints.State.READY))));
        Proxy proxy = Proxy.start(
                config,
                routes,
                new Doorman(new ApiKeys(), new Tokens(), InstantSource.system()),
                dispatchers,
                new GatewayMetrics(new SimpleMeterRegistry(), dispatchers::waiting),
                () -> CompletableFuture.completedFuture(null),
                Optional.empty(),
                Optional.empty());
        proxy.becomeReady();
        dispatchers.start();
        Thread.currentThread().join();
    }

    private GatewayBench() {}
}
