package dev.berth.api.command;

import dev.berth.api.store.Append;
import dev.berth.api.store.Appended;
import dev.berth.api.store.Cursor;
import dev.berth.api.store.EventStore;
import dev.berth.api.store.Page;
import dev.berth.events.Event;
import dev.berth.events.Recorded;
import dev.berth.events.StreamId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;

/** Hands everything on to another store. */
class ForwardingStore implements EventStore {

    private final EventStore store;

    ForwardingStore(EventStore store) {
        this.store = store;
    }

    @Override
    public Uni<Appended> append(Append append) {
        return store.append(append);
    }

    @Override
    public Uni<List<Recorded<Event>>> read(StreamId stream, long afterVersion, int limit) {
        return store.read(stream, afterVersion, limit);
    }

    @Override
    public Uni<List<Recorded<Event>>> readAsOf(StreamId stream, Instant asOf) {
        return store.readAsOf(stream, asOf);
    }

    @Override
    public Uni<Page> readAll(Cursor after, int limit) {
        return store.readAll(after, limit);
    }

    @Override
    public Uni<Long> version(StreamId stream) {
        return store.version(stream);
    }
}
