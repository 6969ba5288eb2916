package dev.berth.api.store;

import dev.berth.events.Event;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import dev.berth.events.StreamId;
import java.util.List;
import java.util.Optional;

/**
 * New events of one stream, the names that they take and give back, and what is counted with them.
 *
 * @param expectedVersion where the stream must be; 0 when it must not exist
 * @param organization the tenant that the stream belongs to
 * @param namespace where the resource lives, for those that live in one
 * @param claims names that are the stream's from now on
 * @param frees names that the stream no longer has; freed before any is claimed
 * @param counts how much more or less its owner has of something from now on
 */
public record StreamWrite(
        StreamId stream,
        long expectedVersion,
        OrganizationId organization,
        Optional<ProjectId> project,
        Optional<NamespaceId> namespace,
        List<? extends Event> events,
        List<UniqueName> claims,
        List<UniqueName> frees,
        List<Count> counts) {

    public StreamWrite {
        events = List.copyOf(events);
        claims = List.copyOf(claims);
        frees = List.copyOf(frees);
        counts = List.copyOf(counts);
        if (expectedVersion < 0) {
            throw new IllegalArgumentException("versions count from 0, not " + expectedVersion);
        }
        if (events.isEmpty()) {
            throw new IllegalArgumentException("nothing to write to " + stream);
        }
        for (Event event : events) {
            if (!event.id().stream().equals(stream)) {
                throw new IllegalArgumentException(event + " does not belong to " + stream);
            }
        }
    }
}
