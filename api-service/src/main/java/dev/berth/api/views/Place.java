package dev.berth.api.views;

import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import java.util.Optional;

/** Where a resource is found: what it belongs to, itself included. */
record Place(
        OrganizationId organization,
        Optional<ProjectId> project,
        Optional<NamespaceId> namespace,
        Optional<ContainerId> container) {

    private Place(OrganizationId organization, Optional<ProjectId> project, Optional<NamespaceId> namespace) {
        this(organization, project, namespace, Optional.empty());
    }

    static Place of(View view) {
        return switch (view) {
            case OrganizationView it -> new Place(it.id(), Optional.empty(), Optional.empty());
            case ProjectView it -> new Place(it.organization(), Optional.of(it.id()), Optional.empty());
            case ApiKeyView it -> new Place(it.organization(), it.project(), Optional.empty());
            case NamespaceView it -> new Place(it.organization(), Optional.of(it.project()), Optional.of(it.id()));
            case ContainerView it ->
                new Place(it.organization(), Optional.of(it.project()), Optional.of(it.namespace()));
            case AttachedView it ->
                new Place(it.organization(), Optional.of(it.project()), Optional.of(it.namespace()), it.attachedTo());
        };
    }
}
