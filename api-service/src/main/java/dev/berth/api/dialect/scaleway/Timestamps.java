package dev.berth.api.dialect.scaleway;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as RFC 3339 in UTC with microseconds, such as {@code 2026-03-01T08:15:30.123456Z}. */
public final class Timestamps {

    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    public static String format(Instant instant) {
        return MICROSECONDS.format(instant);
    }

    private Timestamps() {}
}
