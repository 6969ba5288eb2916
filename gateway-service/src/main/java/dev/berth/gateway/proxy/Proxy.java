package dev.berth.gateway.proxy;

import dev.berth.gateway.GatewayConfig;
import dev.berth.gateway.access.Doorman;
import dev.berth.gateway.acme.Acme;
import dev.berth.gateway.dispatch.Dispatchers;
import dev.berth.gateway.ingress.Ingresses;
import dev.berth.gateway.route.Routes;
import dev.berth.gateway.tls.Keyring;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The event loops that carry all traffic. They are the gateway's own, apart from those that serve APIs: a slow handler
 * there holds up no request here, and neither metrics nor tracing of the framework weigh on each request.
 */
public final class Proxy implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Proxy.class);
    private static final long DRAIN_LOOK_MILLIS = 20;
    private static final int ANY_FREE = -1;
    private static final int ANY_FREE_FOR_HTTPS = -2;
    private static final int ANY_FREE_FOR_THE_CLUSTER = -3;

    private final Vertx vertx;
    private final Status status;
    private final Doorstep doorstep;
    private final List<Front> fronts;
    private final Optional<Keyring> keyring;
    private final Duration drain;

    private Proxy(
            Vertx vertx,
            Status status,
            Doorstep doorstep,
            List<Front> fronts,
            Optional<Keyring> keyring,
            Duration drain) {
        this.vertx = vertx;
        this.status = status;
        this.doorstep = doorstep;
        this.fronts = fronts;
        this.keyring = keyring;
        this.drain = drain;
    }

    /**
     * Starts to listen. Requests are answered 503 until {@link #becomeReady}.
     *
     * @param latest done when all that happened by now is known; asked before a request is refused for want of knowledge
     * @param acme where certificates come from that are ordered
     * @param ingresses where requests go that are no container's
     */
    public static Proxy start(
            GatewayConfig config,
            Routes routes,
            Doorman doorman,
            Dispatchers dispatchers,
            GatewayMetrics metrics,
            Supplier<CompletionStage<Void>> latest,
            Optional<Acme> acme,
            Optional<Ingresses> ingresses) {
        int loops = config.eventLoops() > 0
                ? config.eventLoops()
                : Runtime.getRuntime().availableProcessors();
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(loops)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(2)
                .setPreferNativeTransport(true));
        Status status = new Status();
        Doorstep doorstep = new Doorstep(config.idleTimeout().toNanos());
        Optional<Keyring> keyring =
                Keyring.open(vertx, config, host -> routes.of(host).isPresent(), acme.map(Acme::certificates));
        Front.Shared shared = new Front.Shared(
                config,
                routes,
                doorman,
                dispatchers,
                metrics,
                latest,
                acme.map(Acme::challenges),
                ingresses,
                doorstep,
                status,
                ports(config, keyring));
        List<Front> fronts =
                Stream.generate(() -> new Front(shared)).limit(loops).toList();
        Proxy proxy = new Proxy(vertx, status, doorstep, fronts, keyring, config.drain());
        try {
            for (Front front : fronts) {
                await(vertx.deployVerticle(front, new DeploymentOptions()));
            }
            enterFirst(config.host(), proxy.port());
            proxy.internalPort().ifPresent(port -> enterFirst(config.host(), port));
        } catch (IllegalStateException e) {
            proxy.closeNow();
            throw explained(e, config, keyring.isPresent());
        }
        LOG.infof("the gateway listens on %s:%d", config.host(), proxy.port());
        proxy.httpsPort().ifPresent(port -> LOG.infof("and for HTTPS on %s:%d", config.host(), port));
        proxy.internalPort().ifPresent(port -> LOG.infof("and for the cluster on %s:%d", config.host(), port));
        return proxy;
    }

    /** A first guest of our own, who shows the doorstep where guests come in. */
    private static void enterFirst(String host, int port) {
        try {
            InetAddress listening = InetAddress.getByName(host);
            InetAddress address = listening.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : listening;
            try (Socket guest = new Socket(address, port)) {
                guest.setSoTimeout(10_000);
                guest.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                var _ = guest.getInputStream().readAllBytes();
            }
        } catch (IOException e) {
            // a machine too busy to answer is no reason not to start: the next guest shows the door as well
            LOG.warnf(e, "the gateway did not answer itself at %s:%d", host, port);
        }
    }

    private static IllegalStateException explained(IllegalStateException failure, GatewayConfig config, boolean https) {
        if (failure.getCause() instanceof BindException) {
            String address = config.host() + ":" + config.port()
                    + (https ? " and for HTTPS on " + config.tls().port() : "")
                    + (config.knative().enabled()
                            ? " and for the cluster on " + config.knative().internalPort()
                            : "");
            return new IllegalStateException(
                    "the gateway cannot listen on " + address
                            + ": the port is taken, or the address is not this machine's;"
                            + " set BERTH_GATEWAY_PORT, BERTH_GATEWAY_TLS_PORT or BERTH_GATEWAY_HOST",
                    failure.getCause());
        }
        return failure;
    }

    private static Listeners.Ports ports(GatewayConfig config, Optional<Keyring> keyring) {
        return new Listeners.Ports(
                port(config.port(), ANY_FREE),
                port(config.tls().port(), ANY_FREE_FOR_HTTPS),
                config.knative().enabled()
                        ? OptionalInt.of(port(config.knative().internalPort(), ANY_FREE_FOR_THE_CLUSTER))
                        : OptionalInt.empty(),
                keyring.map(Keyring::options));
    }

    /** Event loops that are given the same negative port share one that is free. */
    private static int port(int wanted, int anyFree) {
        return wanted == 0 ? anyFree : wanted;
    }

    /** The port that it listens on. */
    public int port() {
        return fronts.getFirst().port();
    }

    /** The port that it listens on for HTTPS; empty when it does not. */
    public OptionalInt httpsPort() {
        return fronts.getFirst().httpsPort();
    }

    /** The port that it listens on for a cluster of which it is an ingress; empty when it is of none. */
    public OptionalInt internalPort() {
        return fronts.getFirst().internalPort();
    }

    /** What it shows to those who come by HTTPS; empty when it does not listen for that. */
    public Optional<Keyring> keyring() {
        return keyring;
    }

    /** The routes are known, so requests may come. */
    public void becomeReady() {
        status.becomeReady();
    }

    /** Lets running requests end, within bounds, and lets in no more. */
    @Override
    public void close() {
        status.drain();
        doorstep.shut();
        each(Front::dismiss);
        long end = System.nanoTime() + drain.toNanos();
        int active;
        while ((active = active()) > 0 && System.nanoTime() < end) {
            pause();
        }
        if (active > 0) {
            LOG.warnf("%d requests were still under way after %s, and are cut off", active, drain);
        }
        closeNow();
    }

    private int active() {
        AtomicInteger sum = new AtomicInteger();
        each(front -> sum.addAndGet(front.active()));
        return sum.get();
    }

    private void each(Consumer<Front> task) {
        CountDownLatch done = new CountDownLatch(fronts.size());
        for (Front front : fronts) {
            front.onLoop(() -> {
                task.accept(front);
                done.countDown();
            });
        }
        try {
            if (!done.await(5, TimeUnit.SECONDS)) {
                LOG.warn("an event loop does not answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(DRAIN_LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeNow() {
        keyring.ifPresent(Keyring::close);
        await(vertx.close());
    }

    private static void await(Future<?> future) {
        try {
            var _ = future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the gateway's event loops failed", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the gateway's event loops do not answer", e);
        }
    }
}
