package dev.berth.api.views;

import dev.berth.events.ResourceId;
import java.time.Instant;

/** A resource as it stands after the events that the views have reached. */
public sealed interface View extends Projected
        permits OrganizationView, ProjectView, ApiKeyView, NamespaceView, ContainerView, AttachedView {

    ResourceId id();

    /** What lists are ordered by. */
    String name();

    Instant createdAt();

    /** When the last event happened to it. */
    Instant updatedAt();
}
