package dev.berth.gateway.proxy;

import dev.berth.events.spec.Port.Protocol;
import dev.berth.events.traffic.Endpoints.Instance;
import dev.berth.gateway.GatewayConfig;
import dev.berth.gateway.dispatch.Slot;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.HashMap;
import java.util.Map;

/** One event loop's connections to instances: a pool for each, closed when the instance has gone. */
final class Origins {

    private static final int MAX_RESPONSE_HEADERS = 64 * 1024;
    private static final int CHUNK = 64 * 1024;

    private final Map<Slot, Origin> all = new HashMap<>();
    private final Vertx vertx;
    private final GatewayConfig.Upstream config;

    Origins(Vertx vertx, GatewayConfig.Upstream config) {
        this.vertx = vertx;
        this.config = config;
    }

    Origin of(Slot slot) {
        return all.computeIfAbsent(slot, this::open);
    }

    private Origin open(Slot slot) {
        Instance instance = slot.instance();
        boolean http2 = instance.protocol() == Protocol.H2C || instance.protocol() == Protocol.GRPC;
        HttpClientOptions options = new HttpClientOptions()
                .setProtocolVersion(http2 ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1)
                .setHttp2ClearTextUpgrade(false)
                .setKeepAliveTimeout((int) Math.max(1, config.keepAlive().toSeconds()))
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setMaxHeaderSize(MAX_RESPONSE_HEADERS)
                .setMaxInitialLineLength(MAX_RESPONSE_HEADERS)
                .setMaxChunkSize(CHUNK)
                .setTcpNoDelay(true);
        PoolOptions pool = new PoolOptions()
                .setHttp1MaxSize(config.maxConnections())
                .setHttp2MaxSize(8)
                .setMaxWaitQueueSize(-1);
        HttpClient client = vertx.httpClientBuilder().with(options).with(pool).build();
        RequestOptions request = new RequestOptions().setHost(instance.host()).setPort(instance.port());
        return new Origin(client, request, http2);
    }

    void closeFinished() {
        all.entrySet().removeIf(entry -> {
            boolean finished = entry.getKey().finished();
            if (finished) {
                entry.getValue().client().close();
            }
            return finished;
        });
    }

    void close() {
        all.values().forEach(origin -> origin.client().close());
        all.clear();
    }

    /** How one event loop talks to one instance. */
    record Origin(HttpClient client, RequestOptions request, boolean http2) {}
}
