package dev.berth.api.store;

import dev.berth.events.StreamId;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Commits together the appends that come while others are being committed: who comes alone waits for nobody, and the more
 * come, the less each of them costs. An append that is refused is refused alone: those that were with it are written
 * without it.
 */
final class GroupCommit {

    /** While one group is written to disk, another may be with the database. */
    private static final int MOST_UNDER_WAY = 2;

    /** A group beside another is at least so large, or all of them would be small. */
    private static final int LEAST_BESIDE = 4;

    /** A group that is larger is hardly cheaper, and keeps those waiting that come after it. */
    private static final int MOST_EVENTS = 200;

    private final Function<List<PreparedAppend>, Uni<Void>> commit;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private int underWay;

    /** @param commit writes all of the appends or none, and ends in a bounded time */
    GroupCommit(Function<List<PreparedAppend>, Uni<Void>> commit) {
        this.commit = commit;
    }

    /** Fails as the commit does, and without having written anything where the database refused it. */
    Uni<Void> append(PreparedAppend append) {
        return Uni.createFrom().emitter(answer -> {
            Waiting waiting = new Waiting(append, answer, Vertx.currentContext());
            synchronized (queue) {
                queue.add(waiting);
            }
            commitNext();
        });
    }

    private void commitNext() {
        List<Waiting> group;
        synchronized (queue) {
            if (underWay == MOST_UNDER_WAY || queue.size() < (underWay == 0 ? 1 : LEAST_BESIDE)) {
                return;
            }
            underWay++;
            group = nextGroup();
        }
        group.getFirst()
                .run(() -> commit(group)
                        .onTermination()
                        .invoke(this::committed)
                        .subscribe()
                        .with(_ -> group.forEach(Waiting::isWritten), failure -> failed(group, failure)));
    }

    private Uni<Void> commit(List<Waiting> group) {
        return Uni.createFrom()
                .deferred(() -> commit.apply(group.stream().map(Waiting::append).toList()));
    }

    private void committed() {
        synchronized (queue) {
            underWay--;
        }
        commitNext();
    }

    /** Where it is left open what was written, each has to find out for itself. */
    private void failed(List<Waiting> group, Throwable failure) {
        if (group.size() == 1 || DatabaseFailure.isPassing(failure)) {
            group.forEach(waiting -> waiting.failed(failure));
        } else {
            group.forEach(waiting -> waiting.run(
                    () -> commit(List.of(waiting)).subscribe().with(_ -> waiting.isWritten(), waiting::failed)));
        }
    }

    /** In the order in which they came, up to the first that has to see what those before it have done. */
    private List<Waiting> nextGroup() {
        List<Waiting> group = new ArrayList<>();
        Set<StreamId> written = new HashSet<>();
        Set<StreamId> guarded = new HashSet<>();
        int events = 0;
        for (Waiting next = queue.peek(); next != null; next = queue.peek()) {
            List<StreamId> writes = next.written();
            List<StreamId> guards = next.guarded();
            events += next.append().events().size();
            boolean fits = events <= MOST_EVENTS
                    && isDisjoint(writes, written)
                    && isDisjoint(writes, guarded)
                    && isDisjoint(guards, written);
            if (!group.isEmpty() && !fits) {
                break;
            }
            written.addAll(writes);
            guarded.addAll(guards);
            group.add(queue.remove());
        }
        return group;
    }

    private static boolean isDisjoint(Collection<StreamId> some, Set<StreamId> others) {
        return some.stream().noneMatch(others::contains);
    }

    /** @param context where its caller runs, if that is a context of Vert.x */
    private record Waiting(
            PreparedAppend append,
            UniEmitter<? super Void> answer,
            @Nullable Context context) {

        List<StreamId> written() {
            return append.append().writes().stream().map(StreamWrite::stream).toList();
        }

        List<StreamId> guarded() {
            return append.append().guards().stream().map(Guard::stream).toList();
        }

        void isWritten() {
            run(() -> answer.complete(null));
        }

        void failed(Throwable failure) {
            run(() -> answer.fail(failure));
        }

        void run(Runnable action) {
            if (context == null || context.equals(Vertx.currentContext())) {
                action.run();
            } else {
                context.runOnContext(_ -> action.run());
            }
        }
    }
}
