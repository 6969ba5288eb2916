package dev.berth.api.relay;

import java.sql.SQLException;
import java.time.Duration;

/**
 * Hands over each row that is added to the log: transaction by transaction, in the order of their commits, and within
 * each in the order of writing.
 */
interface ChangeSource extends AutoCloseable {

    /** Takes a row, and runs what comes with it once the row is safe. */
    interface Sink {
        void take(LogRow row, Runnable safe);
    }

    /**
     * Begins after the last transaction that was confirmed. A transaction is confirmed only when all of its rows, and
     * all transactions before it, are safe; until then it is handed over again, whole, after the next start.
     */
    void start(Sink sink) throws SQLException;

    /** Waits that long, and fails as soon as it has ended by itself. */
    void await(Duration pause) throws InterruptedException;

    /** Up to where all that was handed over is safe, as PostgreSQL writes it; it may know less of that than we do. */
    String safe();

    /** Hands over nothing more. */
    @Override
    void close();
}
