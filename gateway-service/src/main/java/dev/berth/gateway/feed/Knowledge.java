package dev.berth.gateway.feed;

import dev.berth.events.ApiKeyEvent;
import dev.berth.events.ApiKeyId;
import dev.berth.events.ContainerEvent;
import dev.berth.events.ContainerEvent.ContainerDeleted;
import dev.berth.events.ContainerId;
import dev.berth.events.DomainEvent;
import dev.berth.events.Event;
import dev.berth.events.NamespaceEvent;
import dev.berth.events.OrganizationEvent;
import dev.berth.events.ProjectEvent;
import dev.berth.events.Recorded;
import dev.berth.events.StreamId;
import dev.berth.events.TokenEvent;
import dev.berth.events.TokenId;
import dev.berth.events.TriggerEvent;
import dev.berth.events.traffic.Endpoints;
import dev.berth.gateway.access.ApiKeys;
import dev.berth.gateway.access.Tokens;
import dev.berth.gateway.dispatch.Dispatchers;
import dev.berth.gateway.route.Route;
import dev.berth.gateway.route.Routes;
import dev.berth.gateway.route.Trouble;
import java.time.Duration;
import java.util.Optional;

/** All that the gateway knows, and who is told when it changes. Fed by one thread at a time. */
public final class Knowledge {

    private final Routes routes;
    private final ApiKeys keys;
    private final Tokens tokens;
    private final Dispatchers dispatchers;
    private final Duration troubledHold;

    public Knowledge(Routes routes, ApiKeys keys, Tokens tokens, Dispatchers dispatchers, Duration troubledHold) {
        this.routes = routes;
        this.keys = keys;
        this.tokens = tokens;
        this.dispatchers = dispatchers;
        this.troubledHold = troubledHold;
    }

    void take(Recorded<Event> recorded) {
        switch (recorded.event()) {
            case ContainerEvent event -> container(recorded, event);
            case ApiKeyEvent event -> keys.take(event);
            case TokenEvent event -> tokens.take(event);
            case DomainEvent event -> routes.takeDomain(of(recorded, event));
            case NamespaceEvent _, ProjectEvent _, OrganizationEvent _, TriggerEvent _ -> {}
        }
    }

    private static <E extends Event> Recorded<E> of(Recorded<Event> recorded, E event) {
        return new Recorded<>(
                recorded.eventId(),
                recorded.version(),
                recorded.time(),
                recorded.organization(),
                recorded.project(),
                recorded.provenance(),
                event);
    }

    private void container(Recorded<Event> recorded, ContainerEvent event) {
        Optional<Route> route = routes.take(of(recorded, event));
        if (event instanceof ContainerDeleted) {
            dispatchers.forget(event.id());
        } else if (route.isEmpty()) {
            // what runs may end; who waits in vain is told
            dispatchers.reconsider(event.id(), Duration.ZERO);
        } else {
            route.get().trouble().ifPresent(trouble -> dispatchers.reconsider(event.id(), patience(trouble)));
        }
    }

    private Duration patience(Trouble trouble) {
        return trouble.hopeless() ? Duration.ZERO : troubledHold;
    }

    void take(Endpoints endpoints) {
        dispatchers.follow(endpoints);
    }

    void endpointsGone(ContainerId container) {
        dispatchers.unlist(container);
    }

    /** News of a stream are missing. */
    void doubt(StreamId stream) {
        if (stream.resource() instanceof ApiKeyId key) {
            keys.doubt(key);
        } else if (stream.resource() instanceof TokenId token) {
            tokens.doubt(token);
        }
    }

    /** No news of a stream are missing any more. */
    void trust(StreamId stream) {
        if (stream.resource() instanceof ApiKeyId key) {
            keys.trust(key);
        } else if (stream.resource() instanceof TokenId token) {
            tokens.trust(token);
        }
    }
}
