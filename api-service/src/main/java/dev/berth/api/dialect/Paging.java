package dev.berth.api.dialect;

import dev.berth.api.refusal.Refusal.Invalid;
import dev.berth.api.refusal.Refusal.Problem;
import dev.berth.api.refusal.Refusal.Violation;
import dev.berth.api.refusal.Refused;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which part of a list a client wants. Sizes out of bounds are brought within them, because clients reckon the number of
 * pages from the length of the first; a page past the end is empty.
 */
public record Paging(int page, int size) {

    private static final int DEFAULT_SIZE = 20;
    private static final int LARGEST_SIZE = 1000;
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,100}");

    /** The paging of a query; absent and empty values are the default. Throws {@link Refused} at what is no number. */
    public static Paging of(Optional<String> page, Optional<String> size) {
        return new Paging(
                number("page", page)
                        .map(number -> within(number, Integer.MAX_VALUE))
                        .orElse(1),
                number("page_size", size)
                        .map(number -> within(number, LARGEST_SIZE))
                        .orElse(DEFAULT_SIZE));
    }

    private static Optional<BigInteger> number(String name, Optional<String> text) {
        Optional<String> given = text.filter(value -> !value.isEmpty());
        if (given.isPresent() && !NUMBER.matcher(given.get()).matches()) {
            throw new Refused(new Invalid(List.of(new Violation(name, Problem.FORMAT, "must be a whole number"))));
        }
        return given.map(BigInteger::new);
    }

    private static int within(BigInteger number, int most) {
        return number.max(BigInteger.ONE).min(BigInteger.valueOf(most)).intValueExact();
    }
}
