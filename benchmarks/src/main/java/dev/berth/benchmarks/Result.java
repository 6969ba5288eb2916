package dev.berth.benchmarks;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One measured figure.
 *
 * @param peer what it is compared with; null when it stands alone
 * @param ratio the value as a multiple of the peer's
 * @param bar what it is held to, in words
 * @param note what one must know to read it; may be empty
 */
public record Result(
        String figure,
        double value,
        String unit,
        @Nullable String peer,
        @Nullable Double peerValue,
        @Nullable Double ratio,
        String bar,
        boolean met,
        String note) {

    public static Result atMost(String figure, double value, String unit, double bar) {
        return new Result(figure, value, unit, null, null, null, "<= " + plain(bar) + " " + unit, value <= bar, "");
    }

    public static Result atLeast(String figure, double value, String unit, double bar) {
        return new Result(figure, value, unit, null, null, null, ">= " + plain(bar) + " " + unit, value >= bar, "");
    }

    /** At least that part of what the peer does. */
    public static Result shareOf(
            String peer, double peerValue, String figure, double value, String unit, double share) {
        double ratio = value / peerValue;
        String bar = ">= %s %% of the peer".formatted(plain(share * 100));
        return new Result(figure, value, unit, peer, peerValue, ratio, bar, ratio >= share, "");
    }

    /** At most that much more than the peer takes. */
    public static Result beyond(String peer, double peerValue, String figure, double value, String unit, double more) {
        String bar = "<= the peer + %s %s".formatted(plain(more), unit);
        return new Result(figure, value, unit, peer, peerValue, value / peerValue, bar, value <= peerValue + more, "");
    }

    /** What could not be measured has not met its bar. */
    public static Result failed(String figure, String why) {
        return new Result(figure, Double.NaN, "", null, null, null, "to be measured", false, why);
    }

    public Result with(String peerName, double valueOfPeer) {
        return new Result(figure, value, unit, peerName, valueOfPeer, value / valueOfPeer, bar, met, note);
    }

    public Result noting(String more) {
        return new Result(
                figure, value, unit, peer, peerValue, ratio, bar, met, note.isEmpty() ? more : note + "; " + more);
    }

    /** Not met if this does not hold either. */
    public Result provided(boolean condition, String otherwise) {
        return condition
                ? this
                : new Result(figure, value, unit, peer, peerValue, ratio, bar, false, note).noting(otherwise);
    }

    static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e9
                ? String.format(Locale.ROOT, "%,d", (long) number)
                : String.format(Locale.ROOT, Math.abs(number) < 10 ? "%.2f" : "%,.1f", number);
    }
}
