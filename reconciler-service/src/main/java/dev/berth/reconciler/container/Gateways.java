package dev.berth.reconciler.container;

import dev.berth.events.ContainerId;
import dev.berth.events.traffic.Demand;
import dev.berth.reconciler.engine.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What gateways told lately: who they are, and what each wants of each container. */
final class Gateways {

    /** A gateway that has anything under way tells of it every second. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    /** Without any gateway known, one may still be about to learn of the change. */
    private static final Duration UNKNOWN = Duration.ofSeconds(2);

    private final Map<String, Instant> lastHeard = new ConcurrentHashMap<>();
    private final Map<ContainerId, Map<String, Heard>> demands = new ConcurrentHashMap<>();

    private record Heard(Demand demand, Instant at) {}

    void hear(Demand demand, Instant now) {
        lastHeard.put(demand.gateway(), now);
        demands.computeIfAbsent(demand.container(), _ -> new ConcurrentHashMap<>())
                .put(demand.gateway(), new Heard(demand, now));
    }

    void forget(ContainerId container) {
        demands.remove(container);
    }

    /** Requests that wait or are being answered, in all gateways. */
    int underWay(ContainerId container, Instant now) {
        return fresh(container, now).stream()
                .mapToInt(demand -> demand.queued()
                        + demand.inFlight().values().stream()
                                .mapToInt(Integer::intValue)
                                .sum())
                .sum();
    }

    /** Requests that wait for an instance, in all gateways. */
    int queued(ContainerId container, Instant now) {
        return fresh(container, now).stream().mapToInt(Demand::queued).sum();
    }

    int inFlight(ContainerId container, InstanceId instance, Instant now) {
        return fresh(container, now).stream()
                .mapToInt(demand -> demand.inFlight().getOrDefault(instance.value(), 0))
                .sum();
    }

    Optional<Instant> lastRequest(ContainerId container) {
        return demands.getOrDefault(container, Map.of()).values().stream()
                .map(heard -> heard.demand().lastRequest())
                .max(Instant::compareTo);
    }

    /**
     * Whether no gateway sends requests to an instance any more.
     *
     * @param generation of the endpoints that first said so
     */
    boolean free(ContainerId container, InstanceId instance, long generation, Instant since, Instant now) {
        List<String> known = lastHeard.entrySet().stream()
                .filter(entry -> entry.getValue().plus(FRESH).isAfter(now))
                .map(Map.Entry::getKey)
                .toList();
        if (known.isEmpty()) {
            return !since.plus(UNKNOWN).isAfter(now);
        }
        Map<String, Heard> here = demands.getOrDefault(container, Map.of());
        return known.stream().allMatch(gateway -> isFree(here.get(gateway), instance, generation, since, now));
    }

    /** A gateway that has been silent about the container for so long has nothing under way there. */
    private static boolean isFree(
            @Nullable Heard heard, InstanceId instance, long generation, Instant since, Instant now) {
        if (heard == null || !heard.at().plus(FRESH).isAfter(now)) {
            return !since.plus(FRESH).isAfter(now);
        }
        return heard.demand().generation() >= generation
                && heard.demand().inFlight().getOrDefault(instance.value(), 0) == 0;
    }

    private Collection<Demand> fresh(ContainerId container, Instant now) {
        return demands.getOrDefault(container, Map.of()).values().stream()
                .filter(heard -> heard.at().plus(FRESH).isAfter(now))
                .map(Heard::demand)
                .toList();
    }
}
