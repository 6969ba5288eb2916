package dev.berth.events;

import java.util.UUID;

/** Names an organization: the tenant, which owns projects. */
public record OrganizationId(UUID value) implements ResourceId {

    public static OrganizationId of(String text) {
        return new OrganizationId(UUID.fromString(text));
    }

    @Override
    public Kind kind() {
        return Kind.ORGANIZATION;
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
