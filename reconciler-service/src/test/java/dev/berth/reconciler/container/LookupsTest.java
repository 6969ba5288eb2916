package dev.berth.reconciler.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LookupsTest {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger asking = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();
    private final CountDownLatch first = new CountDownLatch(1);

    /** The first question is answered when it is let go; answers are numbered. */
    private final Lookups lookups = new Lookups(
            reference -> {
                int number = begun.incrementAndGet();
                if (number == 1) {
                    awaitFirst();
                }
                return reference + "@" + number;
            },
            2);

    @AfterEach
    void close() {
        threads.shutdown();
    }

    @Test
    void who_asks_while_a_question_is_under_way_gets_the_answer_of_the_next_one() {
        CompletableFuture<String> one = ask("app:1");
        await().until(() -> begun.get() == 1);

        List<CompletableFuture<String>> many =
                IntStream.range(0, 100).mapToObj(_ -> ask("app:1")).toList();
        await().until(() -> asking.get() == 101);
        assertThat(ask("other:1").join()).isEqualTo("other:1@2");
        first.countDown();

        assertThat(one.join()).isEqualTo("app:1@1");
        assertThat(many).allSatisfy(each -> assertThat(each.join()).isNotEqualTo("app:1@1"));
        assertThat(begun.get()).isLessThan(50);
    }

    @Test
    void a_later_question_is_another() {
        first.countDown();

        assertThat(lookups.of("app:1")).isEqualTo("app:1@1");
        assertThat(lookups.of("app:1")).isEqualTo("app:1@2");
    }

    @Test
    void what_a_question_throws_everybody_gets_and_the_next_one_is_put_all_the_same() {
        AtomicInteger times = new AtomicInteger();
        Lookups failing = new Lookups(
                reference -> {
                    if (times.incrementAndGet() == 1) {
                        throw new IllegalArgumentException(reference + " is nowhere");
                    }
                    return reference;
                },
                1);

        assertThatThrownBy(() -> failing.of("app:1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("app:1 is nowhere");
        assertThat(failing.of("app:1")).isEqualTo("app:1");
    }

    private CompletableFuture<String> ask(String reference) {
        return CompletableFuture.supplyAsync(
                () -> {
                    asking.incrementAndGet();
                    return lookups.of(reference);
                },
                threads);
    }

    private void awaitFirst() {
        try {
            first.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
