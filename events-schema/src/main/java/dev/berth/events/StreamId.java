package dev.berth.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names the history of one resource. As text, {@code <kind>/<uuid>}: the CloudEvents subject and the Kafka key. */
public record StreamId(Kind kind, UUID value) {

    /** Reads the text form; {@link IllegalArgumentException} when it is none. */
    @JsonCreator
    public static StreamId parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("a stream is named <kind>/<uuid>, not " + text);
        }
        return new StreamId(Kind.of(text.substring(0, slash)), UUID.fromString(text.substring(slash + 1)));
    }

    public ResourceId resource() {
        return kind.id(value);
    }

    @Override
    @JsonValue
    public String toString() {
        return kind.wireName() + "/" + value;
    }
}
