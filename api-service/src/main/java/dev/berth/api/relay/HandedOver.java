package dev.berth.api.relay;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The transactions that were handed over, in the order of their commits, and up to where all of their rows are safe.
 * One thread tells of transactions, others of rows that became safe.
 */
final class HandedOver {

    private final Deque<Transaction> unsafe = new ArrayDeque<>();
    private long safe;

    private static final class Transaction {
        private long end;
        private int rows;

        boolean isSafe() {
            return end > 0 && rows == 0;
        }
    }

    synchronized void begin() {
        unsafe.add(new Transaction());
    }

    /** Adds a row to the transaction that began last; what it answers is to be run when the row is safe. */
    synchronized Runnable row() {
        Transaction transaction = unsafe.getLast();
        transaction.rows++;
        return () -> safe(transaction);
    }

    private synchronized void safe(Transaction transaction) {
        transaction.rows--;
        advance();
    }

    /** Ends the transaction that began last. */
    synchronized void commit(long end) {
        unsafe.getLast().end = end;
        advance();
    }

    private void advance() {
        while (!unsafe.isEmpty() && unsafe.getFirst().isSafe()) {
            safe = Math.max(safe, unsafe.removeFirst().end);
        }
    }

    /** The end of the last transaction that is safe together with all before it. */
    synchronized long safe() {
        return safe;
    }

    /**
     * The same, but up to what was received, when nothing is left to become safe: what lies between concerns nobody.
     *
     * @param received taken before the call, so that every transaction which ends up to there has begun here
     */
    synchronized long safe(long received) {
        if (unsafe.isEmpty()) {
            safe = Math.max(safe, received);
        }
        return safe;
    }
}
