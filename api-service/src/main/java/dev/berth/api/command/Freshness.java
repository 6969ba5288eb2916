package dev.berth.api.command;

/** How new a state must be. */
public enum Freshness {
    /**
     * What is in memory will do, although another instance may have moved on: for what ends in an append, which finds
     * that out.
     */
    REMEMBERED,
    /** As the log is now. */
    CURRENT
}
