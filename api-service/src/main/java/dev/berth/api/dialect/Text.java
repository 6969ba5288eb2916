package dev.berth.api.dialect;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** Looks at texts that clients send. */
public final class Text {

    private static final int UUID_LENGTH = 36;

    /** PostgreSQL keeps no NUL, and UTF-8 no half of a surrogate pair. */
    public static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** The UUID of a text in its full form, which {@link UUID#fromString} does not insist on. */
    public static Optional<UUID> uuid(String text) {
        if (text.length() != UUID_LENGTH) {
            return Optional.empty();
        }
        try {
            UUID uuid = UUID.fromString(text);
            return uuid.toString().equalsIgnoreCase(text) ? Optional.of(uuid) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Text() {}
}
