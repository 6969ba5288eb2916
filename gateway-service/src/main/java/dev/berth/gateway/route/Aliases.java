package dev.berth.gateway.route;

import dev.berth.events.ContainerId;
import dev.berth.events.DomainEvent;
import dev.berth.events.DomainEvent.DomainAttached;
import dev.berth.events.DomainEvent.DomainDetached;
import dev.berth.events.DomainEvent.DomainTagged;
import dev.berth.events.DomainId;
import dev.berth.events.Recorded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Hostnames of users' own, and the containers that they lead to. One thread folds events into it, requests read it. */
final class Aliases {

    /** A hostname that was let go may be taken again at once, and news of the two come in any order. */
    private record Alias(DomainAttached domain, Instant since) {}

    private final Map<DomainId, Alias> known = new HashMap<>();
    private final Map<String, List<Alias>> candidates = new HashMap<>();
    private final Map<String, ContainerId> byHostname = new ConcurrentHashMap<>();

    /** The container that a hostname leads to; the hostname in lower case. */
    Optional<ContainerId> of(String hostname) {
        return Optional.ofNullable(byHostname.get(hostname));
    }

    Stream<String> hostnames() {
        return byHostname.keySet().stream();
    }

    /** How many hostnames there are. */
    int size() {
        return byHostname.size();
    }

    /** Takes the next event of a domain. Only ever called by one thread at a time. */
    void take(Recorded<? extends DomainEvent> recorded) {
        switch (recorded.event()) {
            case DomainAttached attached -> attach(new Alias(attached, recorded.time()));
            case DomainTagged _ -> {}
            case DomainDetached detached -> detach(detached.id());
        }
    }

    private void attach(Alias alias) {
        String hostname = alias.domain().hostname();
        known.put(alias.domain().id(), alias);
        candidates.computeIfAbsent(hostname, _ -> new ArrayList<>(1)).add(alias);
        publish(hostname);
    }

    private void detach(DomainId id) {
        Alias alias = known.remove(id);
        if (alias != null) {
            String hostname = alias.domain().hostname();
            candidates.getOrDefault(hostname, new ArrayList<>()).remove(alias);
            publish(hostname);
        }
    }

    private void publish(String hostname) {
        candidates.getOrDefault(hostname, List.of()).stream()
                .max(Comparator.comparing(Alias::since))
                .ifPresentOrElse(
                        alias -> byHostname.put(hostname, alias.domain().container()), () -> {
                            byHostname.remove(hostname);
                            candidates.remove(hostname);
                        });
    }
}
