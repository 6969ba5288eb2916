package dev.berth.api.command;

import dev.berth.api.store.Append;
import dev.berth.api.store.Appended;
import dev.berth.api.store.EventStore;
import dev.berth.events.Event;
import dev.berth.events.Recorded;
import dev.berth.events.StreamId;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the round trips to a store. */
final class CountingStore extends ForwardingStore {

    final AtomicInteger appends = new AtomicInteger();
    final AtomicInteger reads = new AtomicInteger();

    CountingStore(EventStore store) {
        super(store);
    }

    void reset() {
        appends.set(0);
        reads.set(0);
    }

    @Override
    public Uni<Appended> append(Append append) {
        return super.append(append).onSubscription().invoke(appends::incrementAndGet);
    }

    @Override
    public Uni<List<Recorded<Event>>> read(StreamId stream, long afterVersion, int limit) {
        return super.read(stream, afterVersion, limit).onSubscription().invoke(reads::incrementAndGet);
    }

    @Override
    public Uni<Long> version(StreamId stream) {
        return super.version(stream).onSubscription().invoke(reads::incrementAndGet);
    }
}
