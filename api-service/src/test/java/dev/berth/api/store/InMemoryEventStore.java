package dev.berth.api.store;

import dev.berth.events.Event;
import dev.berth.events.Recorded;
import dev.berth.events.StreamId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The event store of tests that need none; it keeps the same promises as the one on PostgreSQL. */
public final class InMemoryEventStore implements EventStore, Names {

    private final List<Recorded<Event>> log = new ArrayList<>();
    private final Map<StreamId, List<Recorded<Event>>> streams = new HashMap<>();
    private final Map<UniqueName, StreamId> names = new HashMap<>();
    private final Map<String, Long> counts = new HashMap<>();
    private final Map<String, Appended> answered = new HashMap<>();

    @Override
    public Uni<Appended> append(Append append) {
        return locked(() -> {
            @Nullable
            Appended earlier = append.idempotencyKey().map(answered::get).orElse(null);
            return earlier == null ? write(append) : new Appended(earlier.events(), true);
        });
    }

    private Appended write(Append append) {
        append.guards().forEach(guard -> require(guard.stream(), guard.version()));
        append.writes().forEach(write -> require(write.stream(), write.expectedVersion()));
        append.writes().forEach(write -> write.counts().forEach(this::requireRoom));
        Map<UniqueName, StreamId> after = namesAfter(append.writes());
        names.clear();
        names.putAll(after);
        append.writes()
                .forEach(write ->
                        write.counts().forEach(count -> counts.merge(count.lock(), (long) count.by(), Long::sum)));
        Appended appended = new Appended(append.recorded(UUID::randomUUID), false);
        for (Recorded<Event> recorded : appended.events()) {
            log.add(recorded);
            streams.computeIfAbsent(recorded.stream(), _ -> new ArrayList<>()).add(recorded);
        }
        append.idempotencyKey().ifPresent(key -> answered.put(key, appended));
        return appended;
    }

    private void require(StreamId stream, long version) {
        if (versionOf(stream) != version) {
            throw new WriteConflict(stream, version, versionOf(stream));
        }
    }

    private void requireRoom(Count count) {
        long current = counts.getOrDefault(count.lock(), 0L);
        if (count.most().filter(most -> current + count.by() > most).isPresent()) {
            throw new LimitReached(
                    count.owner().value(), count.kind(), count.most().get(), current);
        }
    }

    private Map<UniqueName, StreamId> namesAfter(List<StreamWrite> writes) {
        Map<UniqueName, StreamId> after = new HashMap<>(names);
        for (StreamWrite write : writes) {
            write.frees().forEach(name -> after.remove(name, write.stream()));
        }
        for (StreamWrite write : writes) {
            for (UniqueName name : write.claims()) {
                StreamId holder = after.putIfAbsent(name, write.stream());
                if (holder != null && !holder.equals(write.stream())) {
                    throw new NameTaken(name, holder);
                }
            }
        }
        return after;
    }

    @Override
    public Uni<List<Recorded<Event>>> read(StreamId stream, long afterVersion, int limit) {
        return locked(() -> eventsOf(stream).stream()
                .filter(recorded -> recorded.version() > afterVersion)
                .limit(limit)
                .toList());
    }

    @Override
    public Uni<List<Recorded<Event>>> readAsOf(StreamId stream, Instant asOf) {
        return locked(() -> {
            List<Recorded<Event>> events = eventsOf(stream);
            int last = events.size();
            while (last > 0 && events.get(last - 1).time().isAfter(asOf)) {
                last--;
            }
            return List.copyOf(events.subList(0, last));
        });
    }

    @Override
    public Uni<Page> readAll(Cursor after, int limit) {
        return locked(() -> {
            int from = Math.min((int) after.position(), log.size());
            int to = Math.min(from + limit, log.size());
            return new Page(log.subList(from, to), new Cursor(after.transaction(), to), to < log.size());
        });
    }

    @Override
    public Uni<Long> version(StreamId stream) {
        return locked(() -> versionOf(stream));
    }

    @Override
    public Uni<Optional<StreamId>> holder(UniqueName name) {
        return locked(() -> Optional.ofNullable(names.get(name)));
    }

    @Override
    public Uni<List<Held>> held(String scope, String after, int limit) {
        return locked(() -> names.entrySet().stream()
                .filter(entry -> entry.getKey().scope().equals(scope))
                .filter(entry -> entry.getKey().name().compareTo(after) > 0)
                .map(entry -> new Held(entry.getKey().name(), entry.getValue()))
                .sorted(Comparator.comparing(Held::name))
                .limit(limit)
                .toList());
    }

    private long versionOf(StreamId stream) {
        return eventsOf(stream).size();
    }

    private List<Recorded<Event>> eventsOf(StreamId stream) {
        return streams.getOrDefault(stream, List.of());
    }

    private <T> Uni<T> locked(Supplier<T> action) {
        return Uni.createFrom().item(() -> {
            synchronized (this) {
                return action.get();
            }
        });
    }
}
