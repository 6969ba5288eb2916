package dev.berth.events.traffic;

import dev.berth.events.ContainerId;
import dev.berth.events.spec.Port.Protocol;
import java.time.Duration;
import java.util.List;

/**
 * Where the instances of a container answer just now, as the reconciler tells the gateways.
 *
 * @param generation grows with every change, so that a gateway can say which one it follows
 * @param timeout how long a request to the deployment that serves may take
 * @param concurrency how many requests an instance takes at once; further ones wait. 0 for no limit
 */
public record Endpoints(
        ContainerId container, long generation, Duration timeout, int concurrency, List<Instance> instances) {

    public Endpoints {
        instances = List.copyOf(instances);
    }

    /** Whether an instance gets new requests. */
    public enum State {
        READY,
        DRAINING
    }

    /**
     * One running instance.
     *
     * @param host address that gateways can reach
     * @param port TCP port at that address
     */
    public record Instance(
            String id, int deployment, int revision, String host, int port, Protocol protocol, State state) {}
}
