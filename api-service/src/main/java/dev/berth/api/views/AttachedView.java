package dev.berth.api.views;

import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import java.util.Optional;

/** What belongs to a container, or to a namespace as a whole, and goes with it. */
public sealed interface AttachedView extends View permits DomainView, TokenView, TriggerView {

    OrganizationId organization();

    ProjectId project();

    NamespaceId namespace();

    /** The container that it is attached to; empty for the whole namespace. */
    Optional<ContainerId> attachedTo();

    /** Which variant of its kind it is, in a word that lists are filtered by. */
    String variant();
}
