package dev.berth.events;

import dev.berth.events.spec.TriggerSpec;

/** The history of a trigger: what calls a container by itself, on a schedule or for each message. */
public sealed interface TriggerEvent extends Event {

    @Override
    TriggerId id();

    /** A trigger came to be; nothing is configured yet. */
    @EventType("dev.berth.trigger.created.v1")
    record TriggerCreated(
            TriggerId id, ContainerId container, NamespaceId namespace, ProjectId project, OrganizationId organization)
            implements TriggerEvent {}

    /**
     * The trigger works like this from now on.
     *
     * @param revision counts the configurations, from 1
     */
    @EventType("dev.berth.trigger.configured.v1")
    record TriggerConfigured(TriggerId id, int revision, TriggerSpec spec) implements TriggerEvent {}

    /** The trigger fires no more. */
    @EventType("dev.berth.trigger.deleted.v1")
    record TriggerDeleted(TriggerId id) implements TriggerEvent {}
}
