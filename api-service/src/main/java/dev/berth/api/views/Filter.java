package dev.berth.api.views;

import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import java.util.Optional;

/** Which resources a list shall have; all that is given must match exactly. */
public record Filter(
        Optional<OrganizationId> organization,
        Optional<ProjectId> project,
        Optional<NamespaceId> namespace,
        Optional<String> name) {

    public static final Filter NONE =
            new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public Filter in(OrganizationId other) {
        return new Filter(Optional.of(other), project, namespace, name);
    }

    public Filter in(ProjectId other) {
        return new Filter(organization, Optional.of(other), namespace, name);
    }

    public Filter in(NamespaceId other) {
        return new Filter(organization, project, Optional.of(other), name);
    }

    public Filter named(String other) {
        return new Filter(organization, project, namespace, Optional.of(other));
    }
}
