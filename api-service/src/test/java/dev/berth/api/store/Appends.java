package dev.berth.api.store;

import dev.berth.events.Kind;
import dev.berth.events.NamespaceEvent;
import dev.berth.events.NamespaceEvent.NamespaceCreated;
import dev.berth.events.NamespaceEvent.NamespaceDeletionRequested;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import dev.berth.events.Provenance;
import dev.berth.events.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;

/** Appends for tests of the store, to which the meaning of events is nothing. */
public final class Appends {

    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
    public static final OrganizationId ORGANIZATION = OrganizationId.of("aaaaaaaa-1111-4222-8333-444455556666");
    public static final ProjectId PROJECT = ProjectId.of("bbbbbbbb-1111-4222-8333-444455556666");
    public static final Provenance PROVENANCE =
            new Provenance("api-key/x", "request-1", Optional.of("cause"), Optional.of("00-a-b-01"));

    public static StreamId newStream() {
        return new NamespaceId(UUID.randomUUID()).stream();
    }

    /** As many events as are asked for, after that version. */
    public static StreamWrite write(StreamId stream, long expectedVersion, int events) {
        return write(stream, expectedVersion, events, List.of(), List.of());
    }

    public static StreamWrite write(
            StreamId stream, long expectedVersion, int events, List<UniqueName> claims, List<UniqueName> frees) {
        List<NamespaceEvent> written = LongStream.range(expectedVersion, expectedVersion + events)
                .mapToObj(version -> event(stream, version))
                .toList();
        return new StreamWrite(
                stream,
                expectedVersion,
                ORGANIZATION,
                Optional.of(PROJECT),
                Optional.of((NamespaceId) stream.resource()),
                written,
                claims,
                frees,
                List.of());
    }

    /** An append that makes one more, or one less, of which there may be at most so many. */
    static Append counting(ProjectId owner, int by, Optional<Long> most) {
        StreamWrite write = write(newStream(), 0, 1);
        return of(new StreamWrite(
                write.stream(),
                write.expectedVersion(),
                write.organization(),
                write.project(),
                write.namespace(),
                write.events(),
                write.claims(),
                write.frees(),
                List.of(new Count(owner, Kind.NAMESPACE, by, most))));
    }

    private static NamespaceEvent event(StreamId stream, long version) {
        NamespaceId id = (NamespaceId) stream.resource();
        return version == 0
                ? new NamespaceCreated(id, PROJECT, ORGANIZATION, "name \"of\" " + id)
                : new NamespaceDeletionRequested(id);
    }

    public static Append of(StreamWrite... writes) {
        return at(NOON, writes);
    }

    public static Append at(Instant time, StreamWrite... writes) {
        return new Append(List.of(writes), List.of(), Optional.empty(), PROVENANCE, time);
    }

    public static Append guarded(Guard guard, StreamWrite... writes) {
        return new Append(List.of(writes), List.of(guard), Optional.empty(), PROVENANCE, NOON);
    }

    public static Append keyed(String key, StreamWrite... writes) {
        return new Append(List.of(writes), List.of(), Optional.of(key), PROVENANCE, NOON);
    }

    private Appends() {}
}
