package dev.berth.api.store;

import dev.berth.events.Event;
import dev.berth.events.Recorded;
import java.util.List;

/**
 * A part of the whole log.
 *
 * @param next where to go on reading; where this page began when it is empty
 * @param more whether there was more to read at once
 */
public record Page(List<Recorded<Event>> events, Cursor next, boolean more) {

    public Page {
        events = List.copyOf(events);
    }
}
