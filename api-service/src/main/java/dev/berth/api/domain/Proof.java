package dev.berth.api.domain;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** The check of one hostname: made once, however often the command that brings it is tried. */
final class Proof {

    private final DomainCheck check;
    private final String hostname;
    private @Nullable Uni<Void> made;

    Proof(DomainCheck check, String hostname) {
        this.check = check;
        this.hostname = hostname;
    }

    /** That the hostname leads to the container with this DNS label, which a container keeps for ever. */
    synchronized Uni<Void> of(String label) {
        if (made == null) {
            made = check.prove(hostname, label).memoize().indefinitely();
        }
        return made;
    }
}
