package dev.berth.gateway.acme;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** An order came to nothing; the message says why, in the authority's words where it gave some. */
final class OrderFailed extends Exception {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final transient Optional<Instant> notBefore;

    /** Whose affair it is. */
    enum Reason {
        /** The authority does not certify this host, say because it did not find the challenge there. */
        REFUSED(Duration.ofDays(1)),
        /** The authority has certified enough for now. */
        LIMITED(Duration.ofDays(1)),
        /** The authority does not answer, or not as it should: no host's fault, so none waits for a day. */
        UNREACHABLE(Duration.ofHours(1)),
        /** The folder cannot be written. */
        UNKEPT(Duration.ofHours(1));

        private final Duration longestPause;

        Reason(Duration longestPause) {
            this.longestPause = longestPause;
        }
    }

    OrderFailed(Reason reason, String said) {
        super(said);
        this.reason = reason;
        this.notBefore = Optional.empty();
    }

    OrderFailed(Reason reason, Exception cause) {
        this(reason, cause, Optional.empty());
    }

    /** {@code notBefore} is when the authority wants to be asked again. */
    OrderFailed(Reason reason, Exception cause, Optional<Instant> notBefore) {
        super(words(cause), cause);
        this.reason = reason;
        this.notBefore = notBefore;
    }

    private static String words(Exception cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    Reason reason() {
        return reason;
    }

    Optional<Instant> notBefore() {
        return notBefore;
    }

    /** What a pause may double to. */
    Duration longestPause() {
        return reason.longestPause;
    }

    String said() {
        return String.valueOf(getMessage());
    }
}
