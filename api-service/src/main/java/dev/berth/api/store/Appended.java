package dev.berth.api.store;

import dev.berth.events.Event;
import dev.berth.events.Recorded;
import java.util.List;

/**
 * What an append has written.
 *
 * @param repeated whether its key was used before, so that these events are older than the call
 */
public record Appended(List<Recorded<Event>> events, boolean repeated) {

    public Appended {
        events = List.copyOf(events);
    }
}
