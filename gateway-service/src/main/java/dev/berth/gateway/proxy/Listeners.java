package dev.berth.gateway.proxy;

import dev.berth.gateway.GatewayConfig;
import dev.berth.gateway.ingress.Door;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/**
 * Where one event loop listens: for HTTP, for HTTPS where there are certificates to show, and for what comes from within a
 * cluster where the gateway is an ingress of one.
 */
final class Listeners {

    private static final int CHUNK = 64 * 1024;
    private static final int USUAL_HTTPS_PORT = 443;

    private final GatewayConfig config;
    private final HttpServer plain;
    private final Optional<HttpServer> secure;
    private final Optional<HttpServer> internal;

    /** The ports, negative ones for any that is free and the same for all event loops, and what is shown at the second. */
    record Ports(int http, int https, OptionalInt internal, Optional<KeyCertOptions> certificates) {}

    /** Servers that do not listen yet; {@code handled} tells them what to do with what comes. */
    Listeners(Vertx loop, GatewayConfig config, Ports ports, BiFunction<HttpServer, Door, HttpServer> handled) {
        this.config = config;
        this.plain = handled.apply(loop.createHttpServer(options(config).setPort(ports.http())), Door.PUBLIC);
        this.secure = ports.certificates()
                .map(certificates -> handled.apply(
                        loop.createHttpServer(options(config)
                                .setPort(ports.https())
                                .setSsl(true)
                                .setUseAlpn(true)
                                .setKeyCertOptions(certificates)),
                        Door.PUBLIC));
        this.internal = ports.internal().stream()
                .mapToObj(port ->
                        handled.apply(loop.createHttpServer(options(config).setPort(port)), Door.INTERNAL))
                .findFirst();
    }

    private static HttpServerOptions options(GatewayConfig config) {
        return new HttpServerOptions()
                .setHost(config.host())
                .setMaxInitialLineLength(config.maxRequestLine())
                .setMaxHeaderSize(config.maxHeaders())
                .setMaxChunkSize(CHUNK)
                .setTcpNoDelay(true)
                .setReuseAddress(true)
                .setAcceptBacklog(1024);
    }

    Future<Void> listen() {
        return plain.listen()
                .compose(_ -> secure.map(HttpServer::listen).orElseGet(() -> Future.succeededFuture(plain)))
                .compose(_ -> internal.map(HttpServer::listen).orElseGet(() -> Future.succeededFuture(plain)))
                .mapEmpty();
    }

    int port() {
        return plain.actualPort();
    }

    /** The port for HTTPS; empty when that is not listened for. */
    OptionalInt httpsPort() {
        return secure.stream().mapToInt(HttpServer::actualPort).findFirst();
    }

    /** The port for what comes from within a cluster; empty when the gateway is an ingress of none. */
    OptionalInt internalPort() {
        return internal.stream().mapToInt(HttpServer::actualPort).findFirst();
    }

    /** The same resource over HTTPS. Where we do not listen for that ourselves, somebody in front of us does. */
    String overHttps(Target target) {
        int port = config.tls().publicPort().orElseGet(() -> httpsPort().orElse(USUAL_HTTPS_PORT));
        String host = Target.bare(target.host());
        return "https://" + host + (port == USUAL_HTTPS_PORT ? "" : ":" + port) + target.uri();
    }
}
