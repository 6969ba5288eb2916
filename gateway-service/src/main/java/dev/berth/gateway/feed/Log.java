package dev.berth.gateway.feed;

import dev.berth.events.StreamId;
import java.io.IOException;
import java.util.List;

/** The log itself, where events are read that Kafka lacks. */
interface Log {

    /** The events of a stream after a version, in order; perhaps not all. May block. */
    List<Told> read(StreamId stream, long after) throws IOException, InterruptedException;
}
