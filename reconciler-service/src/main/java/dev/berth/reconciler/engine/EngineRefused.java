package dev.berth.reconciler.engine;

import dev.berth.events.spec.Failure;

/** The engine is there but will not do it, for a reason that the container's owner can change. */
public final class EngineRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public EngineRefused(Failure.Reason reason, String message) {
        super(message);
        this.failure = new Failure(reason, message);
    }

    public Failure failure() {
        return failure;
    }
}
