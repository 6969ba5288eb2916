package dev.berth.api.tenancy;

import dev.berth.events.OrganizationId;

/** What may be asked of an organization. */
public sealed interface OrganizationCommand {

    OrganizationId id();

    record CreateOrganization(OrganizationId id, String name) implements OrganizationCommand {}
}
