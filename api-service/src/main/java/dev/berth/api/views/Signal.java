package dev.berth.api.views;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** Tells questions that wait in this instance that the views have moved. */
@ApplicationScoped
class Signal {

    private final AtomicReference<CompletableFuture<Void>> next = new AtomicReference<>(new CompletableFuture<>());

    void fire() {
        next.getAndSet(new CompletableFuture<>()).complete(null);
    }

    /** Whether a question has waited since the views moved last. */
    boolean isAwaited() {
        return next.get().getNumberOfDependents() > 0;
    }

    /** The next time that they move, or after that long: another instance may have moved them. */
    Uni<Void> next(Duration atMost) {
        CompletableFuture<Void> moved = next.get();
        return Uni.createFrom()
                .completionStage(moved.copy())
                .ifNoItem()
                .after(atMost)
                .recoverWithUni(() -> Uni.createFrom().voidItem());
    }
}
