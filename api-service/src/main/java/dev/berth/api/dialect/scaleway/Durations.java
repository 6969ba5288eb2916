package dev.berth.api.dialect.scaleway;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as protobuf's JSON writes them: seconds with a fraction and an {@code s}, such as {@code 300s}. */
public final class Durations {

    private static final int NANO_DIGITS = 9;
    /** What a duration looks like. */
    public static final Pattern SECONDS = Pattern.compile("(\\d{1,12})(?:\\.(\\d{1,9}))?s");

    /** The duration of a text; empty when it is none. */
    public static Optional<Duration> parse(String text) {
        Matcher matcher = SECONDS.matcher(text);
        return matcher.matches()
                ? Optional.of(Duration.ofSeconds(Long.parseLong(matcher.group(1)), nanos(matcher.group(2))))
                : Optional.empty();
    }

    /** The shortest text of a duration. */
    public static String format(Duration duration) {
        return BigDecimal.valueOf(duration.toSeconds())
                        .add(BigDecimal.valueOf(duration.toNanosPart(), NANO_DIGITS))
                        .stripTrailingZeros()
                        .toPlainString()
                + "s";
    }

    private static long nanos(@Nullable String fraction) {
        return fraction == null ? 0 : Long.parseLong(fraction + "0".repeat(NANO_DIGITS - fraction.length()));
    }

    private Durations() {}
}
