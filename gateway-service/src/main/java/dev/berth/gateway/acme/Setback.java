package dev.berth.gateway.acme;

import java.time.Duration;
import java.time.Instant;

/**
 * What has become of the orders for a host since the last one that succeeded.
 *
 * @param failures how many have failed
 * @param next when the next may begin
 * @param said why the last one failed
 */
record Setback(int failures, Instant next, String said) {

    static final Setback NONE = new Setback(0, Instant.EPOCH, "");
    private static final int MOST_DOUBLINGS = 20;

    /** One more has failed: pauses double, from the first one on, and are as long as the authority wants at least. */
    Setback and(OrderFailed failure, Duration firstPause, Instant now) {
        Duration doubled = firstPause.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        Duration pause = doubled.compareTo(failure.longestPause()) < 0 ? doubled : failure.longestPause();
        Instant ours = now.plus(pause);
        Instant theirs = failure.notBefore().orElse(ours);
        return new Setback(failures + 1, theirs.isAfter(ours) ? theirs : ours, failure.said());
    }

    boolean allows(Instant now) {
        return !now.isBefore(next);
    }
}
