package dev.berth.gateway.proxy;

import dev.berth.gateway.GatewayConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** Where one event loop listens: for HTTP, and for HTTPS where there are certificates to show. */
final class Listeners {

    private static final int CHUNK = 64 * 1024;
    private static final int USUAL_HTTPS_PORT = 443;

    private final GatewayConfig config;
    private final HttpServer plain;
    private final Optional<HttpServer> secure;

    /** The ports, negative ones for any that is free and the same for all event loops, and what is shown at the second. */
    record Ports(int http, int https, Optional<KeyCertOptions> certificates) {}

    /** Servers that do not listen yet; {@code handled} tells them what to do with what comes. */
    Listeners(Vertx loop, GatewayConfig config, Ports ports, UnaryOperator<HttpServer> handled) {
        this.config = config;
        this.plain = handled.apply(loop.createHttpServer(options(config).setPort(ports.http())));
        this.secure = ports.certificates()
                .map(certificates -> handled.apply(loop.createHttpServer(options(config)
                        .setPort(ports.https())
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setKeyCertOptions(certificates))));
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
                .mapEmpty();
    }

    int port() {
        return plain.actualPort();
    }

    /** The port for HTTPS; empty when that is not listened for. */
    OptionalInt httpsPort() {
        return secure.stream().mapToInt(HttpServer::actualPort).findFirst();
    }

    /** The same resource over HTTPS. Where we do not listen for that ourselves, somebody in front of us does. */
    String overHttps(Target target) {
        int port = config.tls().publicPort().orElseGet(() -> httpsPort().orElse(USUAL_HTTPS_PORT));
        String host = Target.bare(target.host());
        return "https://" + host + (port == USUAL_HTTPS_PORT ? "" : ":" + port) + target.uri();
    }
}
