package dev.berth.events;

import java.util.UUID;

/** Names a domain: a hostname of a user's own that leads to a container. */
public record DomainId(UUID value) implements ResourceId {

    public static DomainId of(String text) {
        return new DomainId(UUID.fromString(text));
    }

    @Override
    public Kind kind() {
        return Kind.DOMAIN;
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
