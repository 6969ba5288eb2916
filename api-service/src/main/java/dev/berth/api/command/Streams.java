package dev.berth.api.command;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.berth.api.store.EventStore;
import dev.berth.events.Event;
import dev.berth.events.Recorded;
import dev.berth.events.ResourceId;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Folds streams of one kind of resource, and remembers a bounded number of them. */
final class Streams<S, C, E extends Event> {

    private static final int REMEMBERED = 10_000;
    private static final int READ_AT_ONCE = 1_000;

    private final Aggregate<S, C, E> aggregate;
    private final EventStore store;

    /** Forgets on the thread that remembers: handing so little over costs more than doing it. */
    private final Cache<ResourceId, Folded<S>> remembered = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .executor(Runnable::run)
            .build();

    Streams(Aggregate<S, C, E> aggregate, EventStore store) {
        this.aggregate = aggregate;
        this.store = store;
    }

    Uni<Folded<S>> load(ResourceId id, Freshness freshness) {
        Folded<S> known = remembered.getIfPresent(id);
        if (known != null && freshness == Freshness.REMEMBERED) {
            return Uni.createFrom().item(known);
        }
        return readOn(id, known == null ? Folded.initial(aggregate) : known);
    }

    private Uni<Folded<S>> readOn(ResourceId id, Folded<S> known) {
        return store.read(id.stream(), known.version(), READ_AT_ONCE).flatMap(events -> {
            Folded<S> folded = known.and(aggregate, events);
            return events.size() < READ_AT_ONCE ? Uni.createFrom().item(remember(id, folded)) : readOn(id, folded);
        });
    }

    /** What does not exist is not remembered: somebody may be about to make it. */
    Folded<S> remember(ResourceId id, Folded<S> folded) {
        if (folded.version() > 0) {
            remembered.asMap().merge(id, folded, (one, other) -> one.version() > other.version() ? one : other);
        }
        return folded;
    }

    Folded<S> remember(ResourceId id, Folded<S> before, List<Recorded<Event>> events) {
        return remember(id, before.and(aggregate, events));
    }
}
