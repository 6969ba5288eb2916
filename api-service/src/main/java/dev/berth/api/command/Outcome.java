package dev.berth.api.command;

import dev.berth.events.Event;
import dev.berth.events.Recorded;
import java.time.Instant;
import java.util.List;

/**
 * What a command came to.
 *
 * @param state the resource afterwards
 * @param version its version afterwards
 * @param createdAt when its first event happened
 * @param changedAt when its last event happened
 * @param events what this command added; empty when it changed nothing
 */
public record Outcome<S>(
        S state, long version, Instant createdAt, Instant changedAt, List<? extends Recorded<? extends Event>> events) {

    public Outcome {
        events = List.copyOf(events);
    }

    /** The same, of a state that is known to be of that kind. */
    public <T extends S> Outcome<T> as(Class<T> kind) {
        return new Outcome<>(kind.cast(state), version, createdAt, changedAt, events);
    }
}
