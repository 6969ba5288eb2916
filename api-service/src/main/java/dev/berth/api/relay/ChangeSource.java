package dev.berth.api.relay;

/** Hands over each row that is added to the log, in the order in which they were committed. */
interface ChangeSource extends AutoCloseable {

    /** Takes a row, and runs what comes with it once the row is safe. */
    interface Sink {
        void take(LogRow row, Runnable safe);
    }

    /**
     * Begins where the slot was last confirmed. The slot is confirmed up to a transaction only when all rows up to
     * there are safe; until then they are handed over again after the next start.
     */
    void start(Sink sink);

    /** Fails when it has ended by itself. */
    void check();

    @Override
    void close();
}
