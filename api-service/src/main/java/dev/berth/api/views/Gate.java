package dev.berth.api.views;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;

/** Lets an operator hold the projector of this instance. */
@ApplicationScoped
class Gate {

    private CompletableFuture<Void> open;

    Gate(ViewsConfig config) {
        open = config.paused() ? new CompletableFuture<>() : CompletableFuture.completedFuture(null);
    }

    synchronized void close() {
        if (open.isDone()) {
            open = new CompletableFuture<>();
        }
    }

    synchronized void open() {
        open.complete(null);
    }

    synchronized boolean isClosed() {
        return !open.isDone();
    }

    /** Ends when the gate is open. */
    synchronized Uni<Void> pass() {
        return Uni.createFrom().completionStage(open.copy());
    }
}
