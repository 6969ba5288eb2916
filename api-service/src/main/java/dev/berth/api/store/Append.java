package dev.berth.api.store;

import dev.berth.events.Event;
import dev.berth.events.Provenance;
import dev.berth.events.Recorded;
import dev.berth.events.StreamId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What is to be written at once.
 *
 * @param writes to one stream each
 * @param guards streams that must not have moved
 * @param idempotencyKey given by who may ask again: the second time nothing is written
 * @param time when it happened; kept to the microsecond
 */
public record Append(
        List<StreamWrite> writes,
        List<Guard> guards,
        Optional<String> idempotencyKey,
        Provenance provenance,
        Instant time) {

    public Append {
        writes = List.copyOf(writes);
        guards = List.copyOf(guards);
        time = time.truncatedTo(ChronoUnit.MICROS);
        Set<StreamId> streams = new HashSet<>();
        for (StreamWrite write : writes) {
            if (!streams.add(write.stream())) {
                throw new IllegalArgumentException("two writes to " + write.stream());
            }
        }
    }

    /** The events as the log is going to keep them. */
    List<Recorded<Event>> recorded(Supplier<UUID> ids) {
        List<Recorded<Event>> recorded = new ArrayList<>();
        for (StreamWrite write : writes) {
            long version = write.expectedVersion();
            for (Event event : write.events()) {
                version++;
                recorded.add(new Recorded<>(
                        ids.get(), version, time, write.organization(), write.project(), provenance, event));
            }
        }
        return recorded;
    }
}
