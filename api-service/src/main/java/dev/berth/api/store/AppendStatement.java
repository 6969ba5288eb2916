package dev.berth.api.store;

import dev.berth.events.CloudEventCodec;
import dev.berth.events.Event;
import dev.berth.events.EventTypes;
import dev.berth.events.NamespaceId;
import dev.berth.events.ProjectId;
import dev.berth.events.Recorded;
import dev.berth.events.StreamId;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An append as the one call of {@code append_events}: its parameters, in order. */
final class AppendStatement {

    static final String SQL = "select append_events("
            + String.join(
                    ", ", IntStream.rangeClosed(1, 38).mapToObj(n -> "$" + n).toList()) + ")::text";

    private static final Comparator<Claim> BY_NAME = Comparator.<Claim, String>comparing(
                    claim -> claim.name().scope())
            .thenComparing(claim -> claim.name().name());

    private record Claim(UniqueName name, StreamId stream) {}

    private final Tuple tuple = Tuple.tuple();

    static Tuple parameters(Append append, List<Recorded<Event>> events) {
        AppendStatement statement = new AppendStatement();
        statement.locks(append);
        statement.guards(append.guards());
        statement.writes(append.writes());
        statement.events(events);
        statement.names(append.writes(), StreamWrite::frees);
        statement.names(append.writes(), StreamWrite::claims);
        statement.counts(append.writes());
        statement.rest(append);
        return statement.tuple;
    }

    /** Sorted, as everybody's are, so that no two appends wait for each other. */
    private void locks(Append append) {
        SortedMap<String, Boolean> locks = new TreeMap<>();
        append.guards().forEach(guard -> locks.put(guard.stream().toString(), false));
        append.writes().forEach(write -> {
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

    private void counts(List<StreamWrite> writes) {
        List<Count> counts = writes.stream()
                .flatMap(write -> write.counts().stream())
                .sorted(Comparator.comparing(Count::lock))
                .toList();
        uuids(counts, count -> count.owner().value());
        strings(counts, count -> count.kind().wireName());
        longs(counts, count -> (long) count.by());
        longs(counts, count -> orNull(count.most()));
    }

    private void rest(Append append) {
        tuple.addString(orNull(append.idempotencyKey()));
        tuple.addOffsetDateTime(append.time().atOffset(ZoneOffset.UTC));
        tuple.addString(append.provenance().actor());
        tuple.addString(append.provenance().correlation());
        tuple.addString(orNull(append.provenance().causation()));
        tuple.addString(orNull(append.provenance().traceparent()));
    }

    private <T> void streams(List<T> items, Function<T, StreamId> stream) {
        strings(items, item -> stream.apply(item).kind().wireName());
        uuids(items, item -> stream.apply(item).value());
    }

    private <T> void strings(List<T> items, Function<T, String> value) {
        tuple.addArrayOfString(items.stream().map(value).toArray(String[]::new));
    }

    private <T> void longs(List<T> items, Function<T, @Nullable Long> value) {
        tuple.addArrayOfLong(items.stream().map(value).toArray(Long[]::new));
    }

    private <T> void uuids(List<T> items, Function<T, @Nullable UUID> value) {
        tuple.addArrayOfUUID(items.stream().map(value).toArray(UUID[]::new));
    }

    private static <T> @Nullable T orNull(Optional<T> optional) {
        return optional.orElse(null);
    }

    private AppendStatement() {}
}
