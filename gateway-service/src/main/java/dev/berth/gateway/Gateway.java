package dev.berth.gateway;

import dev.berth.gateway.access.ApiKeys;
import dev.berth.gateway.access.Doorman;
import dev.berth.gateway.access.Tokens;
import dev.berth.gateway.acme.Acme;
import dev.berth.gateway.dispatch.Dispatchers;
import dev.berth.gateway.feed.Feed;
import dev.berth.gateway.feed.KafkaDemand;
import dev.berth.gateway.feed.Knowledge;
import dev.berth.gateway.ingress.Ingresses;
import dev.berth.gateway.knative.KnativeIngress;
import dev.berth.gateway.proxy.GatewayMetrics;
import dev.berth.gateway.proxy.Proxy;
import dev.berth.gateway.route.Route;
import dev.berth.gateway.route.Routes;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** The whole gateway, put together; needs Kafka, and nothing of Quarkus. */
public final class Gateway implements AutoCloseable {

    private final Routes routes;
    private final KafkaDemand demand;
    private final Dispatchers dispatchers;
    private final Optional<Acme> acme;
    private final Optional<Ingresses> ingresses;
    private final Proxy proxy;
    private final Optional<KnativeIngress> knative;
    private final Feed feed;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Where a gateway gets its news.
     *
     * @param kafka settings of Kafka's clients, {@code bootstrap.servers} above all
     * @param api where the API service answers, to read from the log what Kafka may lack
     * @param secret what opens the API service's internal part
     * @param kubeconfig where the cluster is of which it may be Knative's ingress; empty for what is usual where it runs
     */
    public record Sources(Map<String, Object> kafka, URI api, String secret, Optional<Path> kubeconfig) {
        @Override
        public String toString() {
            return "Sources[" + api + "]";
        }
    }

    private Gateway(GatewayConfig config, Sources sources, MeterRegistry registry) {
        InstantSource clock = InstantSource.system();
        acme = Acme.open(config.acme(), registry);
        ApiKeys keys = new ApiKeys();
        Tokens tokens = new Tokens();
        routes = new Routes(config.baseDomain());
        demand = new KafkaDemand(sources.kafka());
        dispatchers = new Dispatchers(
                UUID.randomUUID().toString(),
                config.queue().perContainer(),
                config.queue().total(),
                demand,
                clock);
        GatewayMetrics metrics = new GatewayMetrics(registry, dispatchers::waiting);
        ingresses = config.knative().enabled()
                ? Optional.of(new Ingresses(
                        dispatchers,
                        config.knative().internalAddress(),
                        config.knative().sharedServices().orElse(Set.of())))
                : Optional.empty();
        proxy = Proxy.start(
                config, routes, new Doorman(keys, tokens, clock), dispatchers, metrics, this::latest, acme, ingresses);
        knative = ingresses.map(all -> knative(config, sources, all));
        Knowledge knowledge = new Knowledge(routes, keys, tokens, dispatchers, config.troubledHold());
        feed = new Feed(sources.kafka(), sources.api(), sources.secret(), knowledge, this::caughtUp);
    }

    private KnativeIngress knative(GatewayConfig config, Sources sources, Ingresses all) {
        return KnativeIngress.open(
                config.knative(),
                sources.kubeconfig(),
                all,
                proxy.keyring().orElseThrow().told(),
                new KnativeIngress.Listening(
                        config.host(),
                        proxy.port(),
                        proxy.httpsPort(),
                        proxy.internalPort().orElseThrow()),
                host -> routes.of(host).isPresent());
    }

    /** Starts a gateway, which listens at once and answers as soon as it has caught up with Kafka. */
    public static Gateway start(GatewayConfig config, Sources sources, MeterRegistry registry) {
        Gateway gateway = new Gateway(config, sources, registry);
        gateway.feed.start();
        return gateway;
    }

    private CompletionStage<Void> latest() {
        return feed.latest();
    }

    private void caughtUp() {
        dispatchers.start();
        proxy.becomeReady();
        proxy.keyring().ifPresent(keyring -> acme.ifPresent(ordering -> ordering.start(routes, keyring)));
    }

    /** The port that it listens on. */
    public int port() {
        return proxy.port();
    }

    /** The port that it listens on for HTTPS; empty when it does not. */
    public OptionalInt httpsPort() {
        return proxy.httpsPort();
    }

    /** Whether it knows all that there was to know at its start, and does not shut down. */
    public boolean ready() {
        return feed.ready() && ingresses.map(Ingresses::isKnown).orElse(true) && !closed.get();
    }

    /** The port for what comes from within a cluster; empty when it is an ingress of none. */
    public OptionalInt internalPort() {
        return proxy.internalPort();
    }

    /** How many hosts lead somewhere. */
    public int hosts() {
        return routes.size() + ingresses.map(Ingresses::size).orElse(0);
    }

    /** Whether requests to this host go to a container that was deployed. */
    boolean knows(String host) {
        return routes.of(host).filter(Route::deployed).isPresent();
    }

    /** How many streams wait for the log to fill a hole. */
    public int holes() {
        return feed.holes();
    }

    /** Lets running requests end, within bounds, then stops. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        acme.ifPresent(Acme::close);
        proxy.close();
        knative.ifPresent(KnativeIngress::close);
        dispatchers.close();
        feed.close();
        demand.close();
    }
}
