package dev.berth.api.relay;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** What the relay of this instance is doing, for health and metrics. */
@ApplicationScoped
public class RelayState {

    /** Where it stands. */
    public sealed interface Phase {
        /** Switched off, or not yet started. */
        record Off() implements Phase {}

        /** Another instance relays. */
        record Waiting() implements Phase {}

        /** It compares Kafka with the log. */
        record CatchingUp() implements Phase {}

        /** It relays. */
        record Relaying() implements Phase {}

        /** It could not go on, and tries again. */
        record Failing(String reason, Instant since) implements Phase {}
    }

    private final InstantSource clock = InstantSource.system();
    private volatile Phase phase = new Phase.Off();
    private volatile long lagBytes;
    private volatile long lastDelayMillis;
    private volatile long published;

    public Phase phase() {
        return phase;
    }

    void enter(Phase next) {
        phase = next;
    }

    void fail(Throwable failure) {
        Instant since = phase instanceof Phase.Failing failing ? failing.since() : clock.instant();
        phase = new Phase.Failing(String.valueOf(failure.getMessage()), since);
    }

    /** Called by one thread, of Kafka's producer. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void published(LogRow row) {
        lastDelayMillis = Duration.between(row.time(), clock.instant()).toMillis();
        published++;
    }

    void lagBytes(long bytes) {
        lagBytes = bytes;
    }

    /** Bytes of write-ahead log that Kafka has not confirmed. */
    public long lagBytes() {
        return lagBytes;
    }

    /** How old the last published event was when Kafka had it. */
    public long lastDelayMillis() {
        return lastDelayMillis;
    }

    /** Events that this instance has published. */
    public long published() {
        return published;
    }
}
