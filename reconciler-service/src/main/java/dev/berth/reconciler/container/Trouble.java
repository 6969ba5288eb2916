package dev.berth.reconciler.container;

import dev.berth.events.spec.Failure;
import java.time.Instant;
import java.util.Optional;

/**
 * What went wrong with a deployment lately.
 *
 * @param times in a row
 * @param last the newest of them
 * @param hopeless whether trying again cannot help
 * @param acute whether nothing has answered since
 * @param notBefore when the next instance may be started
 */
public record Trouble(int times, Optional<Failure> last, boolean hopeless, boolean acute, Instant notBefore) {

    public static final Trouble NONE = new Trouble(0, Optional.empty(), false, false, Instant.MIN);

    /** Whether trying again is bound to end the same. */
    static boolean isFinal(Failure failure) {
        return switch (failure.reason()) {
            case IMAGE_NOT_FOUND, IMAGE_NOT_ALLOWED, IMAGE_UNUSABLE, SECRETS_UNREADABLE -> true;
            case NOT_LISTENING, PROBE_FAILED, EXITED, OUT_OF_MEMORY, OUT_OF_STORAGE, NO_CAPACITY, ENGINE_REFUSED ->
                false;
        };
    }

    /** One more. */
    Trouble and(Failure failure, boolean hopelessNow, Instant next) {
        return new Trouble(times + 1, Optional.of(failure), hopeless || hopelessNow, true, next);
    }

    /** The deployment answers; how often it fell is not forgotten yet. */
    Trouble calmed() {
        return new Trouble(times, last, hopeless, false, notBefore);
    }
}
