package dev.berth.reconciler.engine;

/** The engine does not answer. No container is to blame; what was asked is asked again later. */
public final class EngineUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EngineUnreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
