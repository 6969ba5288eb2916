package dev.berth.api.relay;

import dev.berth.api.store.Cursor;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds what Kafka has acknowledged against the log itself. However an event got lost on its way (a slot that somebody
 * made anew, say), it is missed here.
 */
final class Ledger {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Positions are taken in about the order of commits; those so far back are repeats of what was complete before. */
    private static final long REPEATED = 100_000;

    private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    private Cursor target = Cursor.START;
    private long since;

    void acknowledged(LogRow row) {
        acknowledged.add(row.position());
    }

    /**
     * How far Kafka has everything, when that is further than before.
     *
     * @throws KafkaTrouble when an event stays away for so long that it cannot be on its way
     */
    Optional<Cursor> completeAfter(Cursor before, LogDatabase log) throws SQLException {
        if (target.compareTo(before) <= 0) {
            target = log.end();
            since = System.nanoTime();
        }
        if (target.compareTo(before) <= 0) {
            return Optional.empty();
        }
        List<Long> expected = log.positions(before, target);
        if (!acknowledged.containsAll(expected)) {
            if (System.nanoTime() - since > PATIENCE.toNanos()) {
                throw new KafkaTrouble("events up to " + target + " do not arrive", null);
            }
            return Optional.empty();
        }
        forget(expected);
        return Optional.of(target);
    }

    private void forget(List<Long> complete) {
        complete.forEach(acknowledged::remove);
        long old = complete.getFirst() - REPEATED;
        acknowledged.removeIf(position -> position < old);
    }
}
