package dev.berth.events;

import java.util.UUID;

/** Names a namespace: a group of containers that share variables. */
public record NamespaceId(UUID value) implements ResourceId {

    public static NamespaceId of(String text) {
        return new NamespaceId(UUID.fromString(text));
    }

    @Override
    public Kind kind() {
        return Kind.NAMESPACE;
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
