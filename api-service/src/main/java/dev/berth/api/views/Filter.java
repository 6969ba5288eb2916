package dev.berth.api.views;

import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import java.util.Optional;
import java.util.Set;

/**
 * Which resources a list shall have; all that is given must match exactly.
 *
 * @param container what they are attached to
 * @param variants which variants of their kind they may be; empty for any
 */
public record Filter(
        Optional<OrganizationId> organization,
        Optional<ProjectId> project,
        Optional<NamespaceId> namespace,
        Optional<ContainerId> container,
        Optional<String> name,
        Set<String> variants) {

    public static final Filter NONE = new Filter(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Set.of());

    public Filter {
        variants = Set.copyOf(variants);
    }

    public Filter in(OrganizationId other) {
        return new Filter(Optional.of(other), project, namespace, container, name, variants);
    }

    public Filter in(ProjectId other) {
        return new Filter(organization, Optional.of(other), namespace, container, name, variants);
    }

    public Filter in(NamespaceId other) {
        return new Filter(organization, project, Optional.of(other), container, name, variants);
    }

    public Filter of(ContainerId other) {
        return new Filter(organization, project, namespace, Optional.of(other), name, variants);
    }

    public Filter named(String other) {
        return new Filter(organization, project, namespace, container, Optional.of(other), variants);
    }

    /** Only these variants of its kind. */
    public Filter variants(String... others) {
        return new Filter(organization, project, namespace, container, name, Set.of(others));
    }
}
