package dev.berth.events.spec;

import java.util.Optional;

/**
 * When an instance counts as started, as ready for requests, and as alive.
 *
 * @param liveness an instance that fails it is restarted
 * @param readiness an instance that fails it gets no requests
 * @param startup holds the other two back until it has succeeded once
 */
public record Probes(Optional<Probe> liveness, Optional<Probe> readiness, Optional<Probe> startup) {

    public static final Probes NONE = new Probes(Optional.empty(), Optional.empty(), Optional.empty());
}
