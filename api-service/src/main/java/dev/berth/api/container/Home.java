package dev.berth.api.container;

import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;

/** Where a new container comes to live. */
public record Home(NamespaceId namespace, ProjectId project, OrganizationId organization, int variablesRevision) {}
