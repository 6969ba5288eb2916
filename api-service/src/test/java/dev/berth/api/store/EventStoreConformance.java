package dev.berth.api.store;

import static dev.berth.api.store.Appends.NOON;
import static dev.berth.api.store.Appends.newStream;
import static dev.berth.api.store.Appends.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.berth.events.Event;
import dev.berth.events.Kind;
import dev.berth.events.NamespaceEvent.NamespaceCreated;
import dev.berth.events.NamespaceEvent.NamespaceDeletionRequested;
import dev.berth.events.NamespaceId;
import dev.berth.events.ProjectId;
import dev.berth.events.Recorded;
import dev.berth.events.StreamId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every event store promises. */
abstract class EventStoreConformance {

    private static final int RACERS = 16;

    private final UniqueName name = new UniqueName("scope-" + UUID.randomUUID(), "web");

    abstract EventStore store();

    @Test
    void what_was_appended_is_read_in_order() {
        StreamId stream = newStream();

        Appended appended = done(store().append(Appends.of(write(stream, 0, 3))));

        assertThat(appended.repeated()).isFalse();
        assertThat(appended.events()).extracting(Recorded::version).containsExactly(1L, 2L, 3L);
        assertThat(read(stream)).isEqualTo(appended.events());
        assertThat(version(stream)).isEqualTo(3);
    }

    @Test
    void an_event_is_kept_with_all_that_is_known_of_it() {
        StreamId stream = newStream();
        NamespaceId id = (NamespaceId) stream.resource();

        done(store().append(Appends.of(write(stream, 0, 2))));

        Recorded<Event> first = read(stream).getFirst();
        assertThat(first.time()).isEqualTo(NOON);
        assertThat(first.organization()).isEqualTo(Appends.ORGANIZATION);
        assertThat(first.project()).contains(Appends.PROJECT);
        assertThat(first.provenance()).isEqualTo(Appends.PROVENANCE);
        assertThat(read(stream))
                .extracting(Recorded::event)
                .containsExactly(
                        new NamespaceCreated(id, Appends.PROJECT, Appends.ORGANIZATION, "name \"of\" " + id),
                        new NamespaceDeletionRequested(id));
    }

    @Test
    void an_append_goes_on_where_the_stream_is() {
        StreamId stream = newStream();
        done(store().append(Appends.of(write(stream, 0, 2))));

        Appended appended = done(store().append(Appends.of(write(stream, 2, 1))));

        assertThat(appended.events()).extracting(Recorded::version).containsExactly(3L);
        assertThat(read(stream)).hasSize(3);
    }

    @Test
    void a_stream_that_nobody_wrote_is_empty() {
        assertThat(read(newStream())).isEmpty();
        assertThat(version(newStream())).isZero();
    }

    @Test
    void an_append_at_another_version_than_the_streams_writes_nothing() {
        StreamId stream = newStream();
        done(store().append(Appends.of(write(stream, 0, 2))));

        WriteConflict conflict = refused(WriteConflict.class, Appends.of(write(stream, 1, 1)));

        assertThat(conflict.stream()).isEqualTo(stream);
        assertThat(conflict.expected()).isEqualTo(1);
        assertThat(conflict.actual()).isEqualTo(2);
        assertThat(read(stream)).hasSize(2);
    }

    @Test
    void an_append_beyond_the_end_of_a_stream_is_refused() {
        StreamId stream = newStream();

        assertThat(refused(WriteConflict.class, Appends.of(write(stream, 4, 1))).actual())
                .isZero();
    }

    @Test
    void several_streams_are_written_together() {
        StreamId one = newStream();
        StreamId other = newStream();

        done(store().append(Appends.of(write(one, 0, 1), write(other, 0, 2))));

        assertThat(version(one)).isEqualTo(1);
        assertThat(version(other)).isEqualTo(2);
    }

    @Test
    void of_several_streams_none_is_written_when_one_has_moved() {
        StreamId fresh = newStream();
        StreamId moved = newStream();
        done(store().append(Appends.of(write(moved, 0, 1))));

        refused(WriteConflict.class, Appends.of(write(fresh, 0, 1), write(moved, 0, 1)));

        assertThat(read(fresh)).isEmpty();
        assertThat(version(fresh)).isZero();
    }

    @Test
    void a_guard_lets_through_what_has_not_moved() {
        StreamId guarded = newStream();
        StreamId stream = newStream();
        done(store().append(Appends.of(write(guarded, 0, 2))));

        done(store().append(Appends.guarded(new Guard(guarded, 2), write(stream, 0, 1))));

        assertThat(version(stream)).isEqualTo(1);
        assertThat(version(guarded)).isEqualTo(2);
    }

    @Test
    void a_guard_refuses_what_has_moved() {
        StreamId guarded = newStream();
        StreamId stream = newStream();
        done(store().append(Appends.of(write(guarded, 0, 2))));

        Append append = Appends.guarded(new Guard(guarded, 1), write(stream, 0, 1));

        assertThat(refused(WriteConflict.class, append).stream()).isEqualTo(guarded);
        assertThat(version(stream)).isZero();
    }

    @Test
    void a_name_belongs_to_the_first_who_claims_it() {
        StreamId holder = newStream();
        StreamId late = newStream();
        done(store().append(Appends.of(claiming(holder, 0, name))));

        NameTaken taken = refused(NameTaken.class, Appends.of(claiming(late, 0, name)));

        assertThat(taken.name()).isEqualTo(name);
        assertThat(taken.holder()).isEqualTo(holder);
        assertThat(read(late)).isEmpty();
    }

    @Test
    void the_same_name_in_another_scope_is_another_name() {
        done(store().append(Appends.of(claiming(newStream(), 0, name))));

        done(store().append(Appends.of(claiming(newStream(), 0, new UniqueName("elsewhere" + name.scope(), "web")))));
    }

    @Test
    void a_name_may_be_claimed_again_by_its_holder() {
        StreamId holder = newStream();
        done(store().append(Appends.of(claiming(holder, 0, name))));

        done(store().append(Appends.of(claiming(holder, 1, name))));

        assertThat(version(holder)).isEqualTo(2);
    }

    @Test
    void a_name_that_was_freed_may_be_claimed() {
        StreamId holder = newStream();
        done(store().append(Appends.of(claiming(holder, 0, name))));
        done(store().append(Appends.of(freeing(holder, 1, name))));

        done(store().append(Appends.of(claiming(newStream(), 0, name))));
    }

    @Test
    void nobody_frees_the_name_of_another() {
        StreamId holder = newStream();
        done(store().append(Appends.of(claiming(holder, 0, name))));
        done(store().append(Appends.of(freeing(newStream(), 0, name))));

        NameTaken taken = refused(NameTaken.class, Appends.of(claiming(newStream(), 0, name)));

        assertThat(taken.holder()).isEqualTo(holder);
    }

    @Test
    void a_name_passes_from_one_stream_to_another_in_one_append() {
        StreamId before = newStream();
        StreamId after = newStream();
        done(store().append(Appends.of(claiming(before, 0, name))));

        done(store().append(Appends.of(claiming(after, 0, name), freeing(before, 1, name))));

        assertThat(refused(NameTaken.class, Appends.of(claiming(newStream(), 0, name)))
                        .holder())
                .isEqualTo(after);
    }

    @Test
    void a_refused_append_gives_its_names_and_its_key_back() {
        String key = UUID.randomUUID().toString();
        StreamId stream = newStream();
        Append refused = Appends.keyed(key, write(stream, 7, 1, List.of(name), List.of()));
        refused(WriteConflict.class, refused);

        Appended appended = done(store().append(Appends.keyed(key, claiming(stream, 0, name))));

        assertThat(appended.repeated()).isFalse();
        assertThat(appended.events()).hasSize(1);
    }

    @Test
    void a_key_used_again_is_answered_with_what_was_written_first() {
        String key = UUID.randomUUID().toString();
        StreamId stream = newStream();
        Appended first = done(store().append(Appends.keyed(key, write(stream, 0, 2))));

        Appended again = done(store().append(Appends.keyed(key, write(stream, 0, 2))));

        assertThat(again.repeated()).isTrue();
        assertThat(again.events()).isEqualTo(first.events());
        assertThat(read(stream)).hasSize(2);
    }

    @Test
    void a_stream_is_read_from_a_version_and_up_to_a_limit() {
        StreamId stream = newStream();
        done(store().append(Appends.of(write(stream, 0, 5))));

        assertThat(done(store().read(stream, 1, 2)))
                .extracting(Recorded::version)
                .containsExactly(2L, 3L);
        assertThat(done(store().read(stream, 5, 2))).isEmpty();
    }

    @Test
    void a_stream_is_read_as_it_was_at_a_time() {
        StreamId stream = newStream();
        done(store().append(Appends.at(NOON, write(stream, 0, 2))));
        done(store().append(Appends.at(NOON.plusSeconds(2), write(stream, 2, 1))));

        assertThat(done(store().readAsOf(stream, NOON.minusMillis(1)))).isEmpty();
        assertThat(done(store().readAsOf(stream, NOON))).hasSize(2);
        assertThat(done(store().readAsOf(stream, NOON.plusSeconds(1)))).hasSize(2);
        assertThat(done(store().readAsOf(stream, NOON.plusSeconds(2)))).hasSize(3);
    }

    @Test
    void a_history_as_of_a_time_has_no_holes_though_clocks_differ() {
        StreamId stream = newStream();
        done(store().append(Appends.at(NOON.plusSeconds(2), write(stream, 0, 1))));
        done(store().append(Appends.at(NOON, write(stream, 1, 1))));

        assertThat(done(store().readAsOf(stream, NOON))).hasSize(2);
    }

    @Test
    void the_whole_log_is_read_page_by_page() {
        StreamId one = newStream();
        StreamId other = newStream();
        Cursor start = end();
        done(store().append(Appends.of(write(one, 0, 2))));
        done(store().append(Appends.of(write(other, 0, 2))));
        done(store().append(Appends.of(write(one, 2, 1))));
        page(start, 10, 5);

        Page first = done(store().readAll(start, 3));
        Page second = done(store().readAll(first.next(), 3));
        Page third = done(store().readAll(second.next(), 3));

        assertThat(first.more()).isTrue();
        assertThat(second.more()).isFalse();
        assertThat(first.events()).extracting(Recorded::stream).containsExactly(one, one, other);
        assertThat(second.events()).extracting(Recorded::stream).containsExactly(other, one);
        assertThat(third.events()).isEmpty();
        assertThat(third.next()).isEqualTo(second.next());
    }

    @Test
    void of_racing_appends_to_one_stream_exactly_one_wins() {
        for (int round = 0; round < 20; round++) {
            StreamId stream = newStream();

            List<Object> outcomes = race(_ -> store().append(Appends.of(write(stream, 0, 2))));

            assertThat(outcomes).filteredOn(Appended.class::isInstance).hasSize(1);
            assertThat(outcomes).filteredOn(WriteConflict.class::isInstance).hasSize(RACERS - 1);
            assertThat(read(stream)).hasSize(2);
        }
    }

    @Test
    void of_racing_claims_of_one_name_exactly_one_wins() {
        for (int round = 0; round < 20; round++) {
            UniqueName wanted = new UniqueName(name.scope(), "round-" + round);

            List<Object> outcomes = race(_ -> store().append(Appends.of(claiming(newStream(), 0, wanted))));

            assertThat(outcomes).filteredOn(Appended.class::isInstance).hasSize(1);
            assertThat(outcomes).filteredOn(NameTaken.class::isInstance).hasSize(RACERS - 1);
        }
    }

    @Test
    void a_key_used_by_many_at_once_is_written_once() {
        for (int round = 0; round < 20; round++) {
            String key = UUID.randomUUID().toString();
            StreamId stream = newStream();

            List<Object> outcomes = race(_ -> store().append(Appends.keyed(key, write(stream, 0, 2))));

            assertThat(outcomes)
                    .allSatisfy(outcome -> assertThat(outcome)
                            .isInstanceOfSatisfying(
                                    Appended.class,
                                    appended -> assertThat(appended.events()).isEqualTo(read(stream))));
            assertThat(outcomes)
                    .filteredOn(outcome -> !((Appended) outcome).repeated())
                    .hasSize(1);
        }
    }

    @Test
    void of_those_who_race_for_what_is_left_of_a_limit_as_many_win_as_there_is_room() {
        ProjectId owner = new ProjectId(UUID.randomUUID());
        done(store().append(Appends.counting(owner, 1, Optional.empty())));

        List<Object> outcomes = race(_ -> store().append(Appends.counting(owner, 1, Optional.of(5L))));

        assertThat(outcomes).filteredOn(Appended.class::isInstance).hasSize(4);
        assertThat(outcomes)
                .filteredOn(outcome -> !(outcome instanceof Appended))
                .hasSize(RACERS - 4)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOfSatisfying(LimitReached.class, reached -> {
                    assertThat(reached.owner()).isEqualTo(owner.value());
                    assertThat(reached.kind()).isEqualTo(Kind.NAMESPACE);
                    assertThat(reached.most()).isEqualTo(5);
                    assertThat(reached.current()).isEqualTo(5);
                }));
    }

    @Test
    void what_is_gone_makes_room_and_what_another_has_takes_none() {
        ProjectId owner = new ProjectId(UUID.randomUUID());
        done(store().append(Appends.counting(new ProjectId(UUID.randomUUID()), 1, Optional.of(1L))));
        done(store().append(Appends.counting(owner, 1, Optional.of(1L))));

        refused(LimitReached.class, Appends.counting(owner, 1, Optional.of(1L)));
        done(store().append(Appends.counting(owner, -1, Optional.empty())));

        done(store().append(Appends.counting(owner, 1, Optional.of(1L))));
    }

    @Test
    void what_is_above_a_limit_already_stays_and_nothing_is_added() {
        ProjectId owner = new ProjectId(UUID.randomUUID());
        race(_ -> store().append(Appends.counting(owner, 1, Optional.empty())));

        LimitReached reached = refused(LimitReached.class, Appends.counting(owner, 1, Optional.of(2L)));

        assertThat(reached.current()).isEqualTo(RACERS);
    }

    @Test
    void names_that_change_hands_in_opposite_order_do_not_block_each_other() {
        UniqueName other = new UniqueName(name.scope(), "other");

        List<Object> outcomes = race(racer -> store().append(Appends.of(
                claiming(newStream(), 0, racer % 2 == 0 ? List.of(name, other) : List.of(other, name)))));

        assertThat(outcomes).filteredOn(Appended.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(NameTaken.class::isInstance).hasSize(RACERS - 1);
    }

    @Test
    void streams_written_and_guarded_crosswise_do_not_block_each_other() {
        StreamId left = newStream();
        StreamId right = newStream();
        done(store().append(Appends.of(write(left, 0, 1), write(right, 0, 1))));

        List<Object> outcomes = race(racer -> store().append(
                        racer % 2 == 0
                                ? Appends.guarded(new Guard(right, 1), write(left, 1, 1))
                                : Appends.guarded(new Guard(left, 1), write(right, 1, 1))));

        assertThat(outcomes).filteredOn(Appended.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(WriteConflict.class::isInstance).hasSize(RACERS - 1);
    }

    @Test
    void whoever_follows_the_whole_log_while_it_is_written_misses_nothing() throws Exception {
        Cursor start = end();
        int streams = 8;
        int appends = 60;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<StreamId> written = new ArrayList<>();
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < streams; i++) {
                StreamId stream = newStream();
                written.add(stream);
                writers.add(threads.submit(() -> IntStream.range(0, appends)
                        .forEach(n -> done(store().append(Appends.of(write(stream, 2L * n, 2)))))));
            }
            List<Recorded<Event>> followed = new ArrayList<>();
            Cursor cursor = start;
            while (followed.size() < streams * appends * 2) {
                Page page = done(store().readAll(cursor, 50));
                followed.addAll(page.events());
                cursor = page.next();
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            for (StreamId stream : written) {
                assertThat(followed)
                        .filteredOn(recorded -> recorded.stream().equals(stream))
                        .isEqualTo(read(stream));
            }
        }
    }

    static StreamWrite claiming(StreamId stream, long expected, UniqueName claim) {
        return claiming(stream, expected, List.of(claim));
    }

    private static StreamWrite claiming(StreamId stream, long expected, List<UniqueName> claims) {
        return write(stream, expected, 1, claims, List.of());
    }

    private static StreamWrite freeing(StreamId stream, long expected, UniqueName freed) {
        return write(stream, expected, 1, List.of(), List.of(freed));
    }

    private List<Object> race(IntFunction<Uni<Appended>> append) {
        ConcurrentLinkedQueue<Object> outcomes = new ConcurrentLinkedQueue<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, RACERS)
                    .forEach(racer -> threads.execute(() -> outcomes.add(append.apply(racer)
                            .map(Object.class::cast)
                            .onFailure()
                            .recoverWithItem(failure -> failure)
                            .await()
                            .atMost(Duration.ofSeconds(60)))));
        }
        return List.copyOf(outcomes);
    }

    private <E extends Throwable> E refused(Class<E> type, Append append) {
        return assertThatExceptionOfType(type)
                .isThrownBy(() -> done(store().append(append)))
                .actual();
    }

    /** What comes next in the log, as soon as so much of it is read: a transaction of somebody else may hold it back. */
    Page page(Cursor after, int limit, int events) {
        return await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> done(store().readAll(after, limit)),
                        page -> page.events().size() >= events);
    }

    /** The end of the log: behind an event that is written for it. */
    Cursor end() {
        StreamId last = newStream();
        done(store().append(Appends.of(write(last, 0, 1))));
        Cursor cursor = Cursor.START;
        while (true) {
            Page page = page(cursor, 10_000, 1);
            if (page.events().getLast().stream().equals(last)) {
                return page.next();
            }
            cursor = page.next();
        }
    }

    List<Recorded<Event>> read(StreamId stream) {
        return done(store().read(stream, 0, 10_000));
    }

    long version(StreamId stream) {
        return done(store().version(stream));
    }

    static <T> T done(Uni<T> call) {
        return call.await().atMost(Duration.ofSeconds(60));
    }
}
