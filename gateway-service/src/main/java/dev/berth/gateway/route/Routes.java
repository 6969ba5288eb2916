package dev.berth.gateway.route;

import static java.util.stream.Collectors.toUnmodifiableList;

import dev.berth.events.ContainerEvent;
import dev.berth.events.ContainerId;
import dev.berth.events.DomainEvent;
import dev.berth.events.NamespaceId;
import dev.berth.events.Recorded;
import dev.berth.gateway.route.Known.Live;
import dev.berth.gateway.route.Known.Unheard;
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

    private final Map<ContainerId, Known> known = new ConcurrentHashMap<>();
    /**
     * A name that was freed may be claimed again at once, and news of the two containers come in any order, as they
     * are of different streams: so each host has candidates, and the youngest, which is the first of them, has it. Hosts
     * are without the base domain.
     */
    private final Map<String, List<Live>> byHost = new ConcurrentHashMap<>();

    /** One for all containers of a namespace. */
    private final Map<NamespaceId, Home> homes = new HashMap<>();

    private final Aliases aliases = new Aliases();
    private final String suffix;

    /** Routes of hosts in a base domain, such as {@code localhost}. */
    public Routes(String baseDomain) {
        this.suffix = "." + baseDomain;
    }

    /** Where requests to this host go; the host in lower case, without a port. */
    public Optional<Route> of(String host) {
        List<Live> candidates =
                host.endsWith(suffix) ? byHost.get(host.substring(0, host.length() - suffix.length())) : null;
        return candidates != null
                ? Optional.of(candidates.getFirst().route())
                : aliases.of(host).flatMap(this::of);
    }

    private Optional<Route> of(ContainerId container) {
        return known.get(container) instanceof Live live ? Optional.of(live.route()) : Optional.empty();
    }

    /** The hosts in the base domain that lead somewhere. */
    public Stream<String> hosts() {
        return byHost.keySet().stream().map(host -> host + suffix);
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
        Known after = sharing(before, Known.evolve(before, recorded.time(), recorded.event()));
        known.put(id, after);
        if ((before instanceof Live ? before : after) instanceof Live live) {
            replace(live.host(), id, after);
        }
        return of(id);
    }

    /** There may be a hundred thousand containers, so what they have in common is kept once. */
    private Known sharing(Known before, Known after) {
        if (before instanceof Unheard && after instanceof Live live) {
            Home home = live.route().home();
            return live.at(homes.computeIfAbsent(home.namespace(), _ -> home));
        }
        return after;
    }

    /** At once: a container keeps its host, and is found by it all the while. */
    private void replace(String host, ContainerId id, Known after) {
        byHost.compute(host, (_, candidates) -> {
            List<Live> remaining = Stream.concat(
                            Stream.ofNullable(candidates)
                                    .flatMap(List::stream)
                                    .filter(live -> !live.route().container().equals(id)),
                            after instanceof Live live ? Stream.of(live) : Stream.empty())
                    .sorted(Comparator.comparing(Live::since).reversed())
                    .collect(toUnmodifiableList());
            return remaining.isEmpty() ? null : remaining;
        });
    }
}
