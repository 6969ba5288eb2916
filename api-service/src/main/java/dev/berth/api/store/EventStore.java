package dev.berth.api.store;

import dev.berth.events.Event;
import dev.berth.events.Recorded;
import dev.berth.events.StreamId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;

/** The log of everything that has happened: one stream per resource, and one order over all of them. */
public interface EventStore {

    /**
     * Writes all of it or nothing; once answered, it is kept. A key that was used before is answered with what was
     * written then.
     *
     * <p>Fails with {@link WriteConflict} when a stream that is written or guarded is at another version, and with
     * {@link NameTaken} when another stream holds a name that is claimed. Any other failure leaves it open whether it
     * was written: asking again with the same key finds out.
     */
    Uni<Appended> append(Append append);

    /** The events of one stream after a version, oldest first. */
    Uni<List<Recorded<Event>>> read(StreamId stream, long afterVersion, int limit);

    /** The events of one stream up to the last one that happened at that time or before. */
    Uni<List<Recorded<Event>>> readAsOf(StreamId stream, Instant asOf);

    /**
     * The whole log, in an order in which each stream is in order and nothing ever appears before the cursor: what a
     * transaction still under way may yet write is kept back, along with all that came after it.
     */
    Uni<Page> readAll(Cursor after, int limit);

    /** The version of a stream; 0 when there is none. */
    Uni<Long> version(StreamId stream);
}
