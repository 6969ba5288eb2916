package dev.berth.api.relay;

import java.time.Duration;

/**
 * How long the reader of the log rests once it has read all there is, so that under load what comes meanwhile goes to Kafka
 * together: every request costs the broker, and each of the consumers that it wakes. An event on its own goes at once.
 */
final class Pace {

    private static final Duration PER_ROW = Duration.ofMillis(2);
    private static final Duration LONGEST = Duration.ofMillis(20);

    private int rows;

    /** Counts a row that was read. */
    void row() {
        rows++;
    }

    /** Now that all is read; longer the more came since it was so last. */
    Duration rest() {
        Duration rest = PER_ROW.multipliedBy(Math.max(0, rows - 1));
        rows = 0;
        return rest.compareTo(LONGEST) < 0 ? rest : LONGEST;
    }
}
