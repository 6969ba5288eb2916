package dev.berth.api.dialect.scaleway;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Times as RFC 3339 in UTC with microseconds, such as {@code 2026-03-01T08:15:30.123456Z}. */
public final class Timestamps {

    /** RFC 3339 knows years of four digits. */
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    public static String format(Instant instant) {
        return MICROSECONDS.format(instant);
    }

    /** The time of a text, which may be of any offset; empty when it is none. */
    public static Optional<Instant> parse(String text) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            return instant.isBefore(END) ? Optional.of(instant.truncatedTo(ChronoUnit.MICROS)) : Optional.empty();
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private Timestamps() {}
}
