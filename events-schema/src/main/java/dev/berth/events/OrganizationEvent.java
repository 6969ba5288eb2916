package dev.berth.events;

/** The history of an organization. */
public sealed interface OrganizationEvent extends Event {

    @Override
    OrganizationId id();

    @EventType("dev.berth.organization.created.v1")
    record OrganizationCreated(OrganizationId id, String name) implements OrganizationEvent {}
}
