package dev.berth.api.views;

import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import java.time.Instant;

/** A container that was created, and of whose first configuration nothing has arrived yet; never shown. */
record ContainerDraft(
        ContainerId id,
        OrganizationId organization,
        ProjectId project,
        NamespaceId namespace,
        String name,
        String host,
        Instant createdAt,
        long version)
        implements Projected {}
