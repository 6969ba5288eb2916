package dev.berth.events;

import java.util.UUID;

/** Names a container: a workload with revisions, a desired state and a status. */
public record ContainerId(UUID value) implements ResourceId {

    public static ContainerId of(String text) {
        return new ContainerId(UUID.fromString(text));
    }

    @Override
    public Kind kind() {
        return Kind.CONTAINER;
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
