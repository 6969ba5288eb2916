package dev.berth.gateway.proxy;

import dev.berth.gateway.dispatch.Dispatcher;
import dev.berth.gateway.dispatch.Dispatchers;
import dev.berth.gateway.route.Route;
import dev.berth.gateway.route.Routes;
import dev.berth.gateway.route.Trouble;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A container of Berth's, which may have to be woken. */
record ToContainer(String asked, Route route, Dispatcher dispatcher, Routes routes) implements Destination {

    static ToContainer of(String host, Route route, Routes routes, Dispatchers dispatchers) {
        return new ToContainer(host, route, dispatchers.of(route.container()), routes);
    }

    @Override
    public String name() {
        return "container " + route.name();
    }

    @Override
    public Duration hold() {
        return timeout();
    }

    @Override
    public Duration timeout() {
        return dispatcher.timeout().orElse(route.timeout());
    }

    @Override
    public Optional<Trouble> trouble() {
        return route.trouble();
    }

    @Override
    public boolean hidesToken() {
        return route.restricted();
    }

    @Override
    public String host(String asked) {
        return asked;
    }

    @Override
    public Map<String, String> requestHeaders() {
        return Map.of();
    }

    @Override
    public Map<String, String> answerHeaders() {
        return Map.of();
    }

    /** Who has asked one container goes on asking it, also where another has the host by now. */
    @Override
    public Optional<Destination> now() {
        return routes.of(asked).map(route -> new ToContainer(asked, route, dispatcher, routes));
    }
}
