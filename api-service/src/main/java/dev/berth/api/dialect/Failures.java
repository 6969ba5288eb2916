package dev.berth.api.dialect;

import dev.berth.api.refusal.PartUnreachable;
import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refused;
import dev.berth.api.store.StoreUnavailable;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Tells what is expected, what will be over soon and what is a fault; only the last is logged. */
public final class Failures {

    private static final Logger LOG = Logger.getLogger(Failures.class);
    private static final Duration SOON = Duration.ofSeconds(1);

    /** What kind of failure it is. */
    public sealed interface Kind {}

    /** Berth said no. */
    public record Refusing(Refusal refusal) implements Kind {}

    /** Something that Berth needs does not answer; {@code part} says what, in words for the caller. */
    public record Unreachable(String part, Duration retryAfter) implements Kind {}

    /** A fault of Berth's own. */
    public record Broken() implements Kind {}

    public static Kind of(Throwable failure, String requestId) {
        return switch (StoreUnavailable.orNot(failure)) {
            case Refused refused -> new Refusing(refused.refusal());
            case StoreUnavailable unavailable -> unreachable("its database", unavailable, requestId);
            case PartUnreachable unreachable -> unreachable(unreachable.part(), unreachable, requestId);
            default -> broken(failure, requestId);
        };
    }

    private static Kind unreachable(String part, Throwable failure, String requestId) {
        LOG.warnf("request %s: %s", requestId, failure.getMessage());
        return new Unreachable(part, SOON);
    }

    private static Kind broken(Throwable failure, String requestId) {
        LOG.errorf(failure, "request %s failed", requestId);
        return new Broken();
    }

    private Failures() {}
}
