package dev.berth.events;

import java.util.UUID;

/** Names a project: the boundary of rights and of encryption within an organization. */
public record ProjectId(UUID value) implements ResourceId {

    public static ProjectId of(String text) {
        return new ProjectId(UUID.fromString(text));
    }

    @Override
    public Kind kind() {
        return Kind.PROJECT;
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
