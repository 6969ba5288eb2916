package dev.berth.api.relay;

import org.jspecify.annotations.Nullable;

/** Kafka did not do what was asked, or has lost what it had acknowledged; the relay starts over. */
final class KafkaTrouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KafkaTrouble(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
