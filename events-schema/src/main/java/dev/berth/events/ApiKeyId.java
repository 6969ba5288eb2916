package dev.berth.events;

import java.util.UUID;

/** Names an API key: what a client signs in with. */
public record ApiKeyId(UUID value) implements ResourceId {

    public static ApiKeyId of(String text) {
        return new ApiKeyId(UUID.fromString(text));
    }

    @Override
    public Kind kind() {
        return Kind.API_KEY;
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
