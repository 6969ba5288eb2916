package dev.berth.events;

import java.util.UUID;

/** Names a token: a token that opens private containers. */
public record TokenId(UUID value) implements ResourceId {

    public static TokenId of(String text) {
        return new TokenId(UUID.fromString(text));
    }

    @Override
    public Kind kind() {
        return Kind.TOKEN;
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
