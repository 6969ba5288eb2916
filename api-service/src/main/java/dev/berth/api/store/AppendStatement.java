package dev.berth.api.store;

import dev.berth.events.CloudEventCodec;
import dev.berth.events.Event;
import dev.berth.events.EventTypes;
import dev.berth.events.NamespaceId;
import dev.berth.events.ProjectId;
import dev.berth.events.Recorded;
import dev.berth.events.StreamId;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One or several appends as one call of {@code append_events}: its parameters, in order. */
final class AppendStatement {

    static final String SQL = "select append_events("
            + String.join(
                    ", ", IntStream.rangeClosed(1, 39).mapToObj(n -> "$" + n).toList()) + ")::text";

    private static final Comparator<Claim> BY_NAME = Comparator.<Claim, String>comparing(
                    claim -> claim.name().scope())
            .thenComparing(claim -> claim.name().name());

    private record Claim(UniqueName name, StreamId stream) {}

    private final Tuple tuple = Tuple.tuple();

    /** @param together more than one only where each could as well come after any other, and none has a key */
    static Tuple parameters(List<PreparedAppend> together) {
        List<Guard> guards = together.stream()
                .flatMap(prepared -> prepared.append().guards().stream())
                .distinct()
                .toList();
        List<StreamWrite> writes = together.stream()
                .flatMap(prepared -> prepared.append().writes().stream())
                .toList();
        AppendStatement statement = new AppendStatement();
        statement.locks(guards, writes);
        statement.guards(guards);
        statement.writes(writes);
        statement.times(together.stream()
                .flatMap(prepared -> prepared.append().writes().stream()
                        .map(_ -> prepared.append().time()))
                .toList());
        statement.events(together.stream()
                .flatMap(prepared -> prepared.events().stream())
                .toList());
        statement.names(writes, StreamWrite::frees);
        statement.names(writes, StreamWrite::claims);
        statement.counts(writes);
        statement.tuple.addString(orNull(together.getFirst().append().idempotencyKey()));
        return statement.tuple;
    }

    /** Sorted, as everybody's are, so that no two calls wait for each other. */
    private void locks(List<Guard> guards, List<StreamWrite> writes) {
        SortedMap<String, Boolean> locks = new TreeMap<>();
        guards.forEach(guard -> locks.put(guard.stream().toString(), false));
        writes.forEach(write -> {
            locks.put(write.stream().toString(), true);
            write.counts().stream()
                    .filter(count -> count.most().isPresent())
                    .forEach(count -> locks.put(count.lock(), true));
        });
        tuple.addArrayOfString(locks.keySet().toArray(String[]::new));
        tuple.addArrayOfBoolean(locks.values().toArray(Boolean[]::new));
    }

    private void guards(List<Guard> guards) {
        streams(guards, Guard::stream);
        longs(guards, Guard::version);
    }

    private void writes(List<StreamWrite> writes) {
        streams(writes, StreamWrite::stream);
        longs(writes, StreamWrite::expectedVersion);
        longs(writes, write -> write.expectedVersion() + write.events().size());
        uuids(writes, write -> write.organization().value());
        uuids(writes, write -> orNull(write.project().map(ProjectId::value)));
        uuids(writes, write -> orNull(write.namespace().map(NamespaceId::value)));
    }

    private void events(List<Recorded<Event>> events) {
        uuids(events, Recorded::eventId);
        streams(events, Recorded::stream);
        longs(events, Recorded::version);
        uuids(events, recorded -> recorded.organization().value());
        uuids(events, recorded -> orNull(recorded.project().map(ProjectId::value)));
        strings(events, recorded -> EventTypes.of(recorded.event()));
        strings(events, recorded -> CloudEventCodec.json(recorded.event()));
        times(events.stream().map(Recorded::time).toList());
        strings(events, recorded -> recorded.provenance().actor());
        strings(events, recorded -> recorded.provenance().correlation());
        strings(events, recorded -> orNull(recorded.provenance().causation()));
        strings(events, recorded -> orNull(recorded.provenance().traceparent()));
    }

    private void names(List<StreamWrite> writes, Function<StreamWrite, List<UniqueName>> names) {
        List<Claim> claims = writes.stream()
                .flatMap(write -> names.apply(write).stream().map(name -> new Claim(name, write.stream())))
                .distinct()
                .sorted(BY_NAME)
                .toList();
        strings(claims, claim -> claim.name().scope());
        strings(claims, claim -> claim.name().name());
        streams(claims, Claim::stream);
    }

    /** What counts towards the same is one sum, held against the lowest of their limits. */
    private void counts(List<StreamWrite> writes) {
        Collection<Count> counts = writes.stream()
                .flatMap(write -> write.counts().stream())
                .collect(Collectors.toMap(Count::lock, Function.identity(), Count::plus, TreeMap::new))
                .values();
        uuids(counts, count -> count.owner().value());
        strings(counts, count -> count.kind().wireName());
        longs(counts, count -> (long) count.by());
        longs(counts, count -> orNull(count.most()));
    }

    private void times(List<Instant> times) {
        tuple.addArrayOfOffsetDateTime(
                column(times, time -> time.atOffset(ZoneOffset.UTC)).toArray(OffsetDateTime[]::new));
    }

    private <T> void streams(Collection<T> items, Function<T, StreamId> stream) {
        strings(items, item -> stream.apply(item).kind().wireName());
        uuids(items, item -> stream.apply(item).value());
    }

    private <T> void strings(Collection<T> items, Function<T, @Nullable String> value) {
        tuple.addArrayOfString(column(items, value).toArray(String[]::new));
    }

    private <T> void longs(Collection<T> items, Function<T, @Nullable Long> value) {
        tuple.addArrayOfLong(column(items, value).toArray(Long[]::new));
    }

    private <T> void uuids(Collection<T> items, Function<T, @Nullable UUID> value) {
        tuple.addArrayOfUUID(column(items, value).toArray(UUID[]::new));
    }

    /** By a loop: with streams, the arrays of an append took longer than the JSON of its events. */
    private static <T, R extends @Nullable Object> List<R> column(Collection<T> items, Function<T, R> value) {
        List<R> column = new ArrayList<>(items.size());
        for (T item : items) {
            column.add(value.apply(item));
        }
        return column;
    }

    private static <T> @Nullable T orNull(Optional<T> optional) {
        return optional.orElse(null);
    }

    private AppendStatement() {}
}
