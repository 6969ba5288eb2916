package dev.berth.gateway.route;

import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;

/** Where a container belongs. All containers of a namespace share one. */
public record Home(NamespaceId namespace, OrganizationId organization, ProjectId project) {}
