package dev.berth.reconciler.container;

import dev.berth.reconciler.container.Readiness.Ready;
import dev.berth.reconciler.engine.Instance;
import dev.berth.reconciler.engine.Instance.Ended;
import dev.berth.reconciler.engine.Instance.Prepared;
import dev.berth.reconciler.engine.Instance.Running;
import dev.berth.reconciler.engine.Instance.Waiting;
import java.time.Instant;

/**
 * An instance, as the engine shows it and with what is remembered of it.
 *
 * @param readiness meaningless unless it runs
 * @param inFlight requests under way in it, as far as gateways told
 */
public record Seen(Instance instance, Readiness readiness, Leaving leaving, int inFlight) {

    /** Whether the instance is on its way out. */
    public sealed interface Leaving {}

    /** It is not. */
    public record Staying() implements Leaving {}

    /**
     * It gets no new requests.
     *
     * @param free whether all gateways know and none has a request under way in it
     */
    public record Draining(Instant since, boolean free) implements Leaving {}

    /** It was told to end. */
    public record Stopping(Instant since) implements Leaving {}

    boolean is(Target target) {
        return instance.deployment() == target.number() && instance.hash().equals(target.hash());
    }

    /** Left behind between making and starting. */
    boolean leftBehind() {
        return instance.state() instanceof Prepared;
    }

    boolean staying() {
        return leaving instanceof Staying;
    }

    /** Runs and is meant to go on. */
    boolean active() {
        return instance.running() && staying();
    }

    /** Runs, or will, and was not told to end. */
    boolean stands() {
        return switch (instance.state()) {
            case Running _, Waiting _ -> !(leaving instanceof Stopping);
            case Ended _, Prepared _ -> false;
        };
    }

    boolean answers() {
        return active() && readiness instanceof Ready;
    }

    /** Runs, and nobody knows yet whether it answers. */
    boolean unasked() {
        return active()
                && readiness instanceof Readiness.Starting starting
                && starting.finding().isEmpty();
    }

    Instant since() {
        return switch (instance.state()) {
            case Running running -> running.since();
            case Ended ended -> ended.started();
            case Waiting waiting -> waiting.since();
            case Prepared _ -> Instant.EPOCH;
        };
    }
}
