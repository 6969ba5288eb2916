package dev.berth.api.store;

/**
 * The database did not answer in time. What was read was not; what was to be appended may have been written or not, and
 * asking again with the same idempotency key finds out.
 */
public final class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailable(Throwable cause) {
        super("the database does not answer: " + cause.getMessage(), cause);
    }

    /** This in place of a failure that may pass; any other as it is. */
    public static Throwable orNot(Throwable failure) {
        return DatabaseFailure.isPassing(failure) ? new StoreUnavailable(failure) : failure;
    }
}
