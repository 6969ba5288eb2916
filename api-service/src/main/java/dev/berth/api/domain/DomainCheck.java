package dev.berth.api.domain;

import io.smallrye.mutiny.Uni;

/** Sees to it that a hostname leads here before it is attached, so that nobody takes one that is somebody else's. */
@FunctionalInterface
public interface DomainCheck {

    /**
     * Fails with {@link dev.berth.api.refusal.Refused} unless the hostname leads to the container with that label.
     *
     * @param label the container's own, in the base domain
     */
    Uni<Void> prove(String hostname, String label);
}
