package dev.berth.reconciler.engine;

import java.time.Instant;

/**
 * One line that an instance wrote.
 *
 * @param time when the engine took it
 */
public record LogLine(Instant time, Source source, String text) {

    /** Where it was written to. */
    public enum Source {
        STDOUT,
        STDERR
    }
}
