package dev.berth.reconciler.container;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that an engine does in its own time. It tells by its watch what becomes of it; in case it does not, it is asked
 * again after as long as it took until then, so that very many that take long cost little.
 */
final class Lingering {

    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofSeconds(10);

    private Optional<Instant> since = Optional.empty();

    /** The engine is still at it; answers when to ask again. */
    Instant askAgain(Instant now) {
        Instant began = since.orElse(now);
        since = Optional.of(began);
        return now.plus(bounded(Duration.between(began, now)));
    }

    private static Duration bounded(Duration passed) {
        if (passed.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return passed.compareTo(LONGEST) < 0 ? passed : LONGEST;
    }

    /** It is done, or was given up. */
    void end() {
        since = Optional.empty();
    }
}
