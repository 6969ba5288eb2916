package dev.berth.events.traffic;

import dev.berth.events.ContainerId;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one gateway wants of a container just now.
 *
 * @param generation the newest {@link Endpoints} that the gateway follows; 0 when it has heard of none
 * @param queued requests that wait for an instance
 * @param inFlight requests under way, by instance id; those without any are left out
 * @param requests how many requests came since the gateway started
 * @param lastRequest when the last request came or ended
 */
public record Demand(
        String gateway,
        ContainerId container,
        long generation,
        int queued,
        Map<String, Integer> inFlight,
        long requests,
        Instant at,
        Instant lastRequest) {

    public Demand {
        inFlight = Collections.unmodifiableMap(new TreeMap<>(inFlight));
    }
}
