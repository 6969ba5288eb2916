package dev.berth.api.secrets;

import dev.berth.api.SameContext;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A few threads for what takes long and much memory, so that a flood of it takes neither from the rest. */
@ApplicationScoped
public class HashingThreads {

    private static final int THREADS = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4);
    private static final int WAITING = 200;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().name("hashing-", 0).daemon().factory());

    public HashingThreads() {
        threads.allowCoreThreadTimeOut(true);
    }

    /** Does the work on such a thread, and goes on where the caller was. */
    <T> Uni<T> run(Supplier<T> work) {
        return SameContext.of(Uni.createFrom()
                .item(work)
                .runSubscriptionOn(threads)
                .onFailure(RejectedExecutionException.class)
                .transform(_ -> SecretBox.tooMany()));
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }
}
