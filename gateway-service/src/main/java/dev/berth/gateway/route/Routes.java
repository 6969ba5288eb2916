package dev.berth.gateway.route;

import dev.berth.events.ContainerEvent;
import dev.berth.events.ContainerId;
import dev.berth.events.DomainEvent;
import dev.berth.events.Recorded;
import dev.berth.gateway.route.Known.Live;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The routing table. One thread folds events into it; requests read it without a lock, and see each route whole, as
 * routes are immutable and replaced, never changed. It is no copy of a whole table per change, so that a hundred
 * thousand containers cost a change no more than one does.
 */
public final class Routes {

    private final Map<ContainerId, Known> known = new HashMap<>();
    /**
     * A name that was freed may be claimed again at once, and news of the two containers come in any order, as they
     * are of different streams: so each host has candidates, and the youngest has it.
     */
    private final Map<String, List<Live>> candidates = new HashMap<>();

    private final Map<String, Route> byHost = new ConcurrentHashMap<>();
    private final Map<ContainerId, Route> byContainer = new ConcurrentHashMap<>();
    private final Aliases aliases = new Aliases();
    private final String suffix;

    /** Routes of hosts in a base domain, such as {@code localhost}. */
    public Routes(String baseDomain) {
        this.suffix = "." + baseDomain;
    }

    /** Where requests to this host go; the host in lower case, without a port. */
    public Optional<Route> of(String host) {
        Route route = byHost.get(host);
        return route != null ? Optional.of(route) : aliases.of(host).map(byContainer::get);
    }

    /** The hosts in the base domain that lead somewhere. */
    public Stream<String> hosts() {
        return byHost.keySet().stream();
    }

    /** The hostnames of users' own that lead somewhere. */
    public Stream<String> domains() {
        return aliases.hostnames().filter(hostname -> of(hostname).isPresent());
    }

    /** How many hosts lead somewhere. */
    public int size() {
        return byHost.size() + aliases.size();
    }

    /** Takes the next event of a domain. Only ever called by one thread at a time. */
    public void takeDomain(Recorded<? extends DomainEvent> recorded) {
        aliases.take(recorded);
    }

    /**
     * Takes the next event of a container, and answers the container's route after it; none when the container is gone.
     * Only ever called by one thread at a time.
     */
    public Optional<Route> take(Recorded<? extends ContainerEvent> recorded) {
        ContainerId id = recorded.event().id();
        Known before = known.getOrDefault(id, Known.UNHEARD);
        Known after = Known.evolve(before, recorded.time(), recorded.event());
        known.put(id, after);
        if (before instanceof Live live) {
            candidates(host(live)).remove(live);
        }
        if (after instanceof Live live) {
            candidates(host(live)).add(live);
            publish(host(live)); // a container keeps its host, so this also replaces what was before
            Route route = live.route();
            byContainer.put(id, route);
            return Optional.of(route);
        }
        byContainer.remove(id);
        if (before instanceof Live live) {
            publish(host(live));
        }
        return Optional.empty();
    }

    private List<Live> candidates(String host) {
        return candidates.computeIfAbsent(host, _ -> new ArrayList<>(1));
    }

    private void publish(String host) {
        candidates(host).stream()
                .max(Comparator.comparing(Live::since))
                .map(Live::route)
                .ifPresentOrElse(route -> byHost.put(host, route), () -> {
                    byHost.remove(host);
                    candidates.remove(host);
                });
    }

    private String host(Live live) {
        return live.created().host() + suffix;
    }
}
