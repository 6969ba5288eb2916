package dev.berth.api.logs;

import java.time.Instant;

/**
 * One line that a container wrote.
 *
 * @param id stays the same however often the line is read
 * @param instance that wrote it
 * @param message without the end of the line
 */
public record LogEntry(String id, String instance, Instant time, Source source, String message) {

    /** Where it was written to. */
    public enum Source {
        STDOUT,
        STDERR
    }
}
