package dev.berth.api.store;

import dev.berth.api.NewId;
import dev.berth.events.Event;
import dev.berth.events.Recorded;
import java.util.List;

/**
 * An append with the events that it is going to write: the same ones, however often it is tried.
 *
 * @param events with the ids that they keep
 */
record PreparedAppend(Append append, List<Recorded<Event>> events) {

    static PreparedAppend of(Append append) {
        return new PreparedAppend(append, append.recorded(NewId::next));
    }
}
