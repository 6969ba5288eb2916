package dev.berth.api.access;

import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import java.util.Optional;

/** Whose something is: the tenant that an action touches. */
public sealed interface Scope {

    /** The platform as a whole. */
    record OfPlatform() implements Scope {}

    /** An organization as a whole. */
    record OfOrganization(OrganizationId organization) implements Scope {}

    /** One project. */
    record OfProject(OrganizationId organization, ProjectId project) implements Scope {}

    static Scope of(OrganizationId organization, Optional<ProjectId> project) {
        return project.<Scope>map(id -> new OfProject(organization, id))
                .orElseGet(() -> new OfOrganization(organization));
    }
}
