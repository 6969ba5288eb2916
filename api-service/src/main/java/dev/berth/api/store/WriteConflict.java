package dev.berth.api.store;

import dev.berth.events.StreamId;

/** A stream is not where the append expected it: somebody was faster. Nothing was written. */
public final class WriteConflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient StreamId stream;
    private final long expected;
    private final long actual;

    public WriteConflict(StreamId stream, long expected, long actual) {
        super(stream + " is at version " + actual + ", not " + expected, null, false, false);
        this.stream = stream;
        this.expected = expected;
        this.actual = actual;
    }

    public StreamId stream() {
        return stream;
    }

    public long expected() {
        return expected;
    }

    public long actual() {
        return actual;
    }
}
