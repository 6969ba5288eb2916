package dev.berth.gateway.ingress;

import java.util.List;
import java.util.Map;

/**
 * A part of the addresses behind a service.
 *
 * @param name of the slice itself
 * @param ready addresses that take requests
 * @param leaving addresses that still answer, though they end: the last resort
 * @param ports where they listen, by the names of the service's ports
 */
public record Slice(
        ServiceName service, String name, List<String> ready, List<String> leaving, Map<String, Integer> ports) {

    public Slice {
        ready = List.copyOf(ready);
        leaving = List.copyOf(leaving);
        ports = Map.copyOf(ports);
    }
}
