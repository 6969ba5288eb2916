package dev.berth.api.views;

import dev.berth.events.Event;
import dev.berth.events.Recorded;
import dev.berth.events.StreamId;

/** An event as it reaches the views. */
sealed interface Arrival {

    StreamId stream();

    /** Its place in its stream. */
    long version();

    /** One to be projected. */
    record Known(Recorded<Event> recorded) implements Arrival {
        @Override
        public StreamId stream() {
            return recorded.stream();
        }

        @Override
        public long version() {
            return recorded.version();
        }
    }

    /** One of a type from a newer version of Berth; it changes nothing that this one knows of. */
    record Unknown(StreamId stream, long version, String type) implements Arrival {}

    /** One that should be readable, and is not. */
    record Unreadable(StreamId stream, long version, String problem) implements Arrival {}
}
