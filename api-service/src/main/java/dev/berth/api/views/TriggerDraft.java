package dev.berth.api.views;

import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import dev.berth.events.TriggerId;
import java.time.Instant;

/** A trigger that was created, and of whose first configuration nothing has arrived yet; never shown. */
record TriggerDraft(
        TriggerId id,
        OrganizationId organization,
        ProjectId project,
        NamespaceId namespace,
        ContainerId container,
        Instant createdAt,
        long version)
        implements Projected {}
