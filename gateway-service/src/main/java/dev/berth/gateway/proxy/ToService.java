package dev.berth.gateway.proxy;

import dev.berth.gateway.dispatch.Dispatcher;
import dev.berth.gateway.ingress.Ingresses;
import dev.berth.gateway.ingress.Outcome;
import dev.berth.gateway.route.Trouble;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A service of a cluster, by an Ingress. How long it may take for an answer is its own affair. */
record ToService(Outcome.Forward forward, Duration hold) implements Destination {

    private static final Duration FOR_EVER = Duration.ofDays(3650);

    @Override
    public String name() {
        return forward.service();
    }

    @Override
    public Dispatcher dispatcher() {
        return forward.dispatcher();
    }

    @Override
    public Duration timeout() {
        return FOR_EVER;
    }

    @Override
    public Optional<Trouble> trouble() {
        return Optional.empty();
    }

    @Override
    public boolean hidesToken() {
        return false;
    }

    @Override
    public String host(String asked) {
        return forward.host().orElse(asked);
    }

    @Override
    public Map<String, String> requestHeaders() {
        return forward.headers();
    }

    @Override
    public Map<String, String> answerHeaders() {
        return forward.hash().map(hash -> Map.of(Ingresses.HASH_HEADER, hash)).orElse(Map.of());
    }

    @Override
    public Optional<Destination> now() {
        return Optional.of(this);
    }
}
