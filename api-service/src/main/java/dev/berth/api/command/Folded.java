package dev.berth.api.command;

import dev.berth.events.Event;
import dev.berth.events.Recorded;
import java.time.Instant;
import java.util.List;

/** A resource as its history tells: the state, and where in the stream that is. */
public record Folded<S>(S state, long version, Instant createdAt, Instant changedAt) {

    static <S, E extends Event> Folded<S> initial(Aggregate<S, ?, E> aggregate) {
        return new Folded<>(aggregate.initial(), 0, Instant.EPOCH, Instant.EPOCH);
    }

    <E extends Event> Folded<S> and(Aggregate<S, ?, E> aggregate, List<? extends Recorded<? extends Event>> events) {
        Folded<S> folded = this;
        for (Recorded<? extends Event> recorded : events) {
            folded = folded.and(aggregate, recorded);
        }
        return folded;
    }

    private <E extends Event> Folded<S> and(Aggregate<S, ?, E> aggregate, Recorded<? extends Event> recorded) {
        if (recorded.version() != version + 1) {
            throw new IllegalStateException(
                    "after version " + version + " of " + recorded.stream() + " came " + recorded.version());
        }
        S next = aggregate.evolve(state, aggregate.events().cast(recorded.event()));
        return new Folded<>(next, recorded.version(), version == 0 ? recorded.time() : createdAt, recorded.time());
    }

    Outcome<S> outcome(List<? extends Recorded<? extends Event>> events) {
        return new Outcome<>(state, version, createdAt, changedAt, events);
    }
}
