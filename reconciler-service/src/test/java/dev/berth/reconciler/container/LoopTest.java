package dev.berth.reconciler.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LoopTest {

    private final List<String> begun = new CopyOnWriteArrayList<>();
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final Loop<String> loop = new Loop<>(
            key -> {
                begun.add(key);
                awaitUninterruptibly(mayEnd);
                return Optional.empty();
            },
            (_, _, _, cause) -> {
                throw new AssertionError(cause);
            },
            InstantSource.system(),
            1);

    @Test
    void an_end_waits_for_looks_under_way_and_not_for_those_that_have_yet_to_begin() throws InterruptedException {
        loop.wake("first");
        await().until(() -> begun.equals(List.of("first")));
        loop.wake("second");
        loop.wake("third");
        Thread closing = Thread.ofVirtual().start(loop::close);
        await().until(() -> closing.getState() == Thread.State.WAITING);
        mayEnd.countDown();
        closing.join();
        assertThat(begun).containsExactly("first");
    }

    @Test
    void a_key_that_is_dropped_before_its_turn_is_not_looked_at() throws InterruptedException {
        loop.wake("first");
        await().until(() -> begun.equals(List.of("first")));
        loop.wake("second");
        Thread dropping = Thread.ofVirtual().start(() -> loop.drop("second"));
        await().until(() -> dropping.getState() == Thread.State.WAITING);
        mayEnd.countDown();
        dropping.join();
        loop.close();
        assertThat(begun).containsExactly("first");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
