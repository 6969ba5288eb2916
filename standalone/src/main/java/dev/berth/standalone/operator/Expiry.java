package dev.berth.standalone.operator;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** When something ends, as people write it: a time, or how long it takes until then. */
record Expiry(Instant end) {

    private static final Pattern FROM_NOW = Pattern.compile("(\\d{1,6})([mhd])");
    private static final Map<String, Duration> UNITS =
            Map.of("m", Duration.ofMinutes(1), "h", Duration.ofHours(1), "d", Duration.ofDays(1));

    /** Reads it at this moment. */
    static ITypeConverter<Expiry> seenFrom(InstantSource clock) {
        return text -> {
            Matcher fromNow = FROM_NOW.matcher(text);
            return new Expiry(
                    fromNow.matches()
                            ? clock.instant().truncatedTo(SECONDS).plus(length(fromNow.group(1), fromNow.group(2)))
                            : time(text));
        };
    }

    private static Duration length(String number, String unit) {
        return UNITS.getOrDefault(unit, Duration.ZERO).multipliedBy(Long.parseLong(number));
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException _) {
            throw new TypeConversionException("'" + text
                    + "' is neither a time such as 2030-01-01T00:00:00Z nor one from now such as 90d or 12h");
        }
    }
}
