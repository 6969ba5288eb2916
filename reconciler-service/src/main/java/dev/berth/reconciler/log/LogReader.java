package dev.berth.reconciler.log;

import dev.berth.events.Event;
import dev.berth.events.Recorded;
import dev.berth.events.StreamId;
import java.util.List;

/** Reads a stream from the log itself, where Kafka leaves a doubt. */
public interface LogReader {
    /** All events after that version, in order; none when the log has none. Throws when it cannot be asked just now. */
    List<Recorded<Event>> after(StreamId stream, long version);
}
