package dev.berth.events;

import java.util.UUID;

/** Names a trigger: what calls a container by itself. */
public record TriggerId(UUID value) implements ResourceId {

    public static TriggerId of(String text) {
        return new TriggerId(UUID.fromString(text));
    }

    @Override
    public Kind kind() {
        return Kind.TRIGGER;
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
