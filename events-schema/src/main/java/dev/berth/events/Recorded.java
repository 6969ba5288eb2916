package dev.berth.events;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An event as the log keeps it.
 *
 * @param eventId unique over the whole log
 * @param version the place in its stream, from 1, without holes
 * @param organization the tenant that it belongs to
 * @param project the project that it belongs to; empty for what belongs to the organization as a whole
 */
public record Recorded<E extends Event>(
        UUID eventId,
        long version,
        Instant time,
        OrganizationId organization,
        Optional<ProjectId> project,
        Provenance provenance,
        E event) {

    public Recorded {
        if (version < 1) {
            throw new IllegalArgumentException("versions count from 1, not " + version);
        }
    }

    public StreamId stream() {
        return event.id().stream();
    }
}
