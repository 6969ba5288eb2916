package dev.berth.api.command;

import dev.berth.api.store.Append;
import dev.berth.api.store.Appended;
import dev.berth.api.store.EventStore;
import dev.berth.api.store.StoreUnavailable;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicInteger;

/** Fails some appends when told to. */
public final class StumblingStore extends ForwardingStore {

    private final AtomicInteger failures = new AtomicInteger();

    public StumblingStore(EventStore store) {
        super(store);
    }

    /** The next so many appends fail. */
    public void stumble(int times) {
        failures.set(times);
    }

    @Override
    public Uni<Appended> append(Append append) {
        return Uni.createFrom()
                .deferred(() -> failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0
                        ? Uni.createFrom().failure(new StoreUnavailable(new IllegalStateException("away")))
                        : super.append(append));
    }
}
