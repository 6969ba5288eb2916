package dev.berth.api.views;

import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import java.time.Instant;

/** A project of an organization. */
public record ProjectView(
        ProjectId id,
        OrganizationId organization,
        String name,
        Status status,
        Instant createdAt,
        Instant updatedAt,
        long version)
        implements View {

    /** What is going on with a project. */
    public enum Status {
        READY,
        DELETING
    }
}
