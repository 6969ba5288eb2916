package dev.berth.reconciler.docker;

import com.github.dockerjava.api.exception.DockerException;
import dev.berth.reconciler.engine.EngineUnreachable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks the engine, but not for ever: a Unix socket knows no timeouts of its own. */
final class Asking implements AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * The answer.
     *
     * @throws DockerException when the engine answered that it will not
     * @throws EngineUnreachable when it did not answer
     */
    <T> T ask(String what, Duration patience, Callable<T> question) {
        Future<T> answer = threads.submit(question);
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw understood(what, e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new EngineUnreachable(
                    "the container engine did not %s within %d s".formatted(what, patience.toSeconds()), e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new EngineUnreachable("interrupted while the container engine was to " + what, e);
        }
    }

    /** Does all at once, and answers when all are done; throws what the first of them threw that failed. */
    <T> List<T> all(List<Supplier<T>> things) {
        List<CompletableFuture<T>> begun = things.stream()
                .map(thing -> CompletableFuture.supplyAsync(thing, threads))
                .toList();
        try {
            CompletableFuture.allOf(begun.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        return begun.stream().map(CompletableFuture::join).toList();
    }

    private static RuntimeException understood(String what, @Nullable Throwable cause) {
        return cause instanceof DockerException refusal
                ? refusal
                : new EngineUnreachable(
                        "the container engine cannot be reached to %s: %s".formatted(what, words(cause)),
                        cause == null ? new IllegalStateException(what) : cause);
    }

    private static String words(@Nullable Throwable cause) {
        return cause == null ? "no reason given" : String.valueOf(cause.getMessage());
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
