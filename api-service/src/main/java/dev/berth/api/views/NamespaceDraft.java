package dev.berth.api.views;

import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import java.time.Instant;

/** A namespace that was created, and of whose first configuration nothing has arrived yet; never shown. */
record NamespaceDraft(
        NamespaceId id, OrganizationId organization, ProjectId project, String name, Instant createdAt, long version)
        implements Projected {}
