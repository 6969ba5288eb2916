package dev.berth.reconciler.container;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/**
 * Asks what references mean just now. Many may ask for the same one at once: each gets the answer to a question that was put after
 * it asked, and never two such questions are under way. So a thousand containers of one image are a few questions, and
 * what was pushed before a deployment was asked for is found by it.
 */
final class Lookups {

    /**
     * One question, for all who come before it is put.
     *
     * @param before the answer to the one under way when this was made
     * @param taken whether somebody sees to it
     */
    private record Lookup(CompletableFuture<?> before, CompletableFuture<String> answer, AtomicBoolean taken) {}

    private final UnaryOperator<String> question;
    private final Semaphore places;
    private final Map<String, Lookup> coming = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<String>> underWay = new ConcurrentHashMap<>();

    /**
     * @param question blocks, and throws what whoever asks shall get
     * @param parallel how many questions are under way at once
     */
    Lookups(UnaryOperator<String> question, int parallel) {
        this.question = question;
        this.places = new Semaphore(parallel);
    }

    /** Blocks; throws what the question threw. */
    String of(String reference) {
        Lookup lookup = coming.computeIfAbsent(
                reference,
                _ -> new Lookup(
                        underWay.getOrDefault(reference, CompletableFuture.completedFuture("")),
                        new CompletableFuture<>(),
                        new AtomicBoolean()));
        if (lookup.taken().compareAndSet(false, true)) {
            lookUp(reference, lookup);
        }
        try {
            return lookup.answer().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void lookUp(String reference, Lookup lookup) {
        lookup.before().handle((_, _) -> true).join();
        places.acquireUninterruptibly();
        try {
            underWay.put(reference, lookup.answer());
            coming.remove(reference, lookup);
            lookup.answer().complete(question.apply(reference));
        } catch (RuntimeException | Error e) {
            lookup.answer().completeExceptionally(e);
        } finally {
            underWay.remove(reference, lookup.answer());
            places.release();
        }
    }
}
