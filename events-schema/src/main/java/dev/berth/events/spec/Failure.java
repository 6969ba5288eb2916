package dev.berth.events.spec;

/**
 * Why a container does not answer, in words that its owner can act on.
 *
 * @param message one or a few sentences: what happened, and what to do next; never a secret
 */
public record Failure(Reason reason, String message) {

    /** What kind of trouble it is. */
    public enum Reason {
        IMAGE_NOT_FOUND,
        IMAGE_NOT_ALLOWED,
        IMAGE_UNUSABLE,
        NOT_LISTENING,
        PROBE_FAILED,
        EXITED,
        OUT_OF_MEMORY,
        OUT_OF_STORAGE,
        NO_CAPACITY,
        SECRETS_UNREADABLE,
        ENGINE_REFUSED
    }
}
