package dev.berth.events;

import dev.berth.events.spec.NamespaceSpec;

/** The history of a namespace. */
public sealed interface NamespaceEvent extends Event {

    @Override
    NamespaceId id();

    @EventType("dev.berth.namespace.created.v1")
    record NamespaceCreated(NamespaceId id, ProjectId project, OrganizationId organization, String name)
            implements NamespaceEvent {}

    /**
     * The namespace has this configuration from now on.
     *
     * @param revision counts the configurations, from 1
     * @param variablesRevision the revision that last changed the variables, which its containers must follow
     */
    @EventType("dev.berth.namespace.configured.v1")
    record NamespaceConfigured(NamespaceId id, int revision, int variablesRevision, NamespaceSpec spec)
            implements NamespaceEvent {}

    /** All its containers were told to run with the variables of that revision. */
    @EventType("dev.berth.namespace.variables-rolled-out.v1")
    record VariablesRolledOut(NamespaceId id, int variablesRevision) implements NamespaceEvent {}

    /** Somebody asked for the namespace to go; its containers go first. */
    @EventType("dev.berth.namespace.deletion-requested.v1")
    record NamespaceDeletionRequested(NamespaceId id) implements NamespaceEvent {}

    /** Nothing is left of the namespace, and its name is free. */
    @EventType("dev.berth.namespace.deleted.v1")
    record NamespaceDeleted(NamespaceId id) implements NamespaceEvent {}
}
