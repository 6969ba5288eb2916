package dev.berth.api.command;

import dev.berth.api.store.Append;
import dev.berth.api.store.Appended;
import dev.berth.api.store.EventStore;
import dev.berth.api.store.StoreUnavailable;
import dev.berth.events.Event;
import dev.berth.events.Recorded;
import dev.berth.events.StreamId;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers so many times, and then never again. */
public final class FailingStore extends ForwardingStore {

    private final AtomicInteger left;

    public FailingStore(EventStore store, int answers) {
        super(store);
        this.left = new AtomicInteger(answers);
    }

    @Override
    public Uni<Appended> append(Append append) {
        return whileItLasts(super.append(append));
    }

    @Override
    public Uni<List<Recorded<Event>>> read(StreamId stream, long afterVersion, int limit) {
        return whileItLasts(super.read(stream, afterVersion, limit));
    }

    @Override
    public Uni<Long> version(StreamId stream) {
        return whileItLasts(super.version(stream));
    }

    private <T> Uni<T> whileItLasts(Uni<T> call) {
        return Uni.createFrom()
                .deferred(() -> left.getAndDecrement() > 0
                        ? call
                        : Uni.createFrom().failure(new StoreUnavailable(new IllegalStateException("stopped"))));
    }
}
