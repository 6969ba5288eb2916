package dev.berth.api.command;

import dev.berth.api.access.Scope;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import java.util.Optional;

/** Whose a resource is, and where it lives. */
public record Tenant(OrganizationId organization, Optional<ProjectId> project, Optional<NamespaceId> namespace) {

    public static Tenant of(OrganizationId organization) {
        return new Tenant(organization, Optional.empty(), Optional.empty());
    }

    public static Tenant of(OrganizationId organization, ProjectId project) {
        return new Tenant(organization, Optional.of(project), Optional.empty());
    }

    public Scope scope() {
        return Scope.of(organization, project);
    }
}
