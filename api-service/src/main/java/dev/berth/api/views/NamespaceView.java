package dev.berth.api.views;

import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import dev.berth.events.spec.NamespaceSpec;
import java.time.Instant;

/**
 * A namespace.
 *
 * @param revision the number of the current configuration, from 1
 * @param variablesRevision the revision that last changed the variables
 * @param rolledOutRevision the last such revision that all containers were told to run with
 */
public record NamespaceView(
        NamespaceId id,
        OrganizationId organization,
        ProjectId project,
        String name,
        int revision,
        NamespaceSpec spec,
        int variablesRevision,
        int rolledOutRevision,
        boolean deleting,
        Instant createdAt,
        Instant updatedAt,
        long version)
        implements View {

    /** What is going on with a namespace. */
    public enum Status {
        READY,
        /** Its containers have not all been told of its new variables. */
        UPDATING,
        DELETING
    }

    public Status status() {
        if (deleting) {
            return Status.DELETING;
        }
        return rolledOutRevision < variablesRevision ? Status.UPDATING : Status.READY;
    }
}
