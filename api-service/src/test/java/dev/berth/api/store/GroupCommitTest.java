package dev.berth.api.store;

import static dev.berth.api.store.Appends.newStream;
import static dev.berth.api.store.Appends.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.events.StreamId;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    /** What was handed to the database, in order; the test decides how each ends. */
    private final List<Handed> handed = new ArrayList<>();

    private final GroupCommit commits =
            new GroupCommit(together -> Uni.createFrom().emitter(end -> handed.add(new Handed(together, end))));

    private record Handed(List<PreparedAppend> together, UniEmitter<? super Void> end) {

        void succeeds() {
            end.complete(null);
        }

        void fails(Throwable failure) {
            end.fail(failure);
        }
    }

    private UniAssertSubscriber<Void> append(PreparedAppend append) {
        return commits.append(append).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private static PreparedAppend some() {
        return to(newStream());
    }

    private static PreparedAppend to(StreamId stream) {
        return PreparedAppend.of(Appends.of(write(stream, 0, 1)));
    }

    private static PreparedAppend guarded(StreamId guard, StreamId stream) {
        return PreparedAppend.of(Appends.guarded(new Guard(guard, 0), write(stream, 0, 1)));
    }

    /** Others wait until this one ends, as long as they are few. */
    private Handed busy() {
        append(some());
        return handed.getFirst();
    }

    private List<PreparedAppend> lastGroup() {
        return handed.getLast().together();
    }

    @Test
    void who_comes_alone_waits_for_nobody() {
        PreparedAppend alone = some();
        UniAssertSubscriber<Void> answer = append(alone);

        assertThat(lastGroup()).containsExactly(alone);
        answer.assertNotTerminated();
        handed.getLast().succeeds();
        answer.assertCompleted();
    }

    @Test
    void those_who_come_while_others_are_committed_are_committed_together_in_their_order() {
        Handed first = busy();
        List<PreparedAppend> waiting = List.of(some(), some(), some());
        List<UniAssertSubscriber<Void>> answers =
                waiting.stream().map(this::append).toList();
        assertThat(handed).hasSize(1);

        first.succeeds();

        assertThat(handed).hasSize(2);
        assertThat(lastGroup()).isEqualTo(waiting);
        handed.getLast().succeeds();
        answers.forEach(UniAssertSubscriber::assertCompleted);
    }

    @Test
    void enough_of_them_go_beside_a_group_and_others_wait_for_one_of_the_two() {
        busy();
        List<PreparedAppend> beside = List.of(some(), some(), some(), some());
        beside.forEach(this::append);
        assertThat(handed).hasSize(2);
        assertThat(lastGroup()).isEqualTo(beside);
        List<PreparedAppend> waiting = List.of(some(), some(), some(), some());
        waiting.forEach(this::append);
        assertThat(handed).hasSize(2);

        handed.getLast().succeeds();

        assertThat(handed).hasSize(3);
        assertThat(lastGroup()).isEqualTo(waiting);
    }

    @Test
    void one_stream_is_written_once_in_a_group() {
        StreamId stream = newStream();
        Handed first = busy();
        PreparedAppend before = to(stream);
        PreparedAppend after = to(stream);
        append(before);
        append(after);
        append(some());

        first.succeeds();

        assertThat(lastGroup()).containsExactly(before);
        handed.getLast().succeeds();
        assertThat(lastGroup()).startsWith(after).hasSize(2);
    }

    @Test
    void what_one_guards_no_other_writes_in_its_group() {
        StreamId left = newStream();
        StreamId right = newStream();
        Handed first = busy();
        PreparedAppend one = guarded(right, left);
        PreparedAppend other = guarded(left, right);
        append(one);
        append(other);

        first.succeeds();

        assertThat(lastGroup()).containsExactly(one);
        handed.getLast().succeeds();
        assertThat(lastGroup()).containsExactly(other);
    }

    @Test
    void many_may_guard_the_same() {
        StreamId guard = newStream();
        Handed first = busy();
        List<PreparedAppend> waiting = List.of(guarded(guard, newStream()), guarded(guard, newStream()));
        waiting.forEach(this::append);

        first.succeeds();

        assertThat(lastGroup()).isEqualTo(waiting);
    }

    @Test
    void a_group_ends_before_it_becomes_too_large() {
        Handed first = busy();
        PreparedAppend small = some();
        PreparedAppend large = PreparedAppend.of(Appends.of(write(newStream(), 0, 500)));
        append(small);
        append(large);
        append(some());

        first.succeeds();

        assertThat(lastGroup()).containsExactly(small);
        handed.getLast().succeeds();
        assertThat(lastGroup()).containsExactly(large);
    }

    @Test
    void whoever_is_refused_is_refused_alone() {
        Handed first = busy();
        PreparedAppend good = some();
        PreparedAppend bad = some();
        UniAssertSubscriber<Void> goodAnswer = append(good);
        UniAssertSubscriber<Void> badAnswer = append(bad);
        first.succeeds();
        WriteConflict conflict = new WriteConflict(newStream(), 0, 1);

        handed.getLast().fails(conflict);

        assertThat(handed).hasSize(4);
        assertThat(handed.get(2).together()).containsExactly(good);
        assertThat(handed.get(3).together()).containsExactly(bad);
        handed.get(2).succeeds();
        handed.get(3).fails(conflict);
        goodAnswer.assertCompleted();
        badAnswer.assertFailedWith(WriteConflict.class);
    }

    /** It may have been written; only who knows the events can find out. */
    @Test
    void a_lost_connection_is_told_to_each_of_them() {
        Handed first = busy();
        UniAssertSubscriber<Void> one = append(some());
        UniAssertSubscriber<Void> other = append(some());
        first.succeeds();

        handed.getLast().fails(new IOException("gone"));

        one.assertFailedWith(IOException.class, "gone");
        other.assertFailedWith(IOException.class, "gone");
        assertThat(handed).hasSize(2);
    }

    @Test
    void a_commit_that_cannot_even_be_tried_holds_up_nobody() {
        GroupCommit broken = new GroupCommit(_ -> {
            throw new IllegalStateException("closed");
        });
        for (int i = 0; i < 5; i++) {
            broken.append(some())
                    .subscribe()
                    .withSubscriber(UniAssertSubscriber.create())
                    .assertFailedWith(IllegalStateException.class, "closed");
        }
    }
}
