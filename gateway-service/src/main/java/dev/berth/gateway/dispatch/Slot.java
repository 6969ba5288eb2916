package dev.berth.gateway.dispatch;

import dev.berth.events.traffic.Endpoints.Instance;
import dev.berth.events.traffic.Endpoints.State;

/** One instance, and how busy it is. What changes in it is guarded by its dispatcher's lock. */
public final class Slot implements Admission {

    private static final long FIRST_PAUSE_NANOS = 25_000_000;
    private static final long LONGEST_PAUSE_NANOS = 1_000_000_000;

    private final Instance instance;
    private volatile boolean listed = true;
    private volatile int inFlight;
    private boolean ready;
    private int failures;
    private long pausedUntil;

    Slot(Instance instance) {
        this.instance = instance;
        this.ready = instance.state() == State.READY;
    }

    /** Where it answers. */
    public Instance instance() {
        return instance;
    }

    /** Whether nothing will go to it any more, and nothing is under way. */
    public boolean finished() {
        return !listed && inFlight == 0;
    }

    int inFlight() {
        return inFlight;
    }

    boolean ready() {
        return ready && listed;
    }

    boolean free(int limit, long now) {
        return ready() && (limit == 0 || inFlight < limit) && (failures == 0 || now - pausedUntil >= 0);
    }

    /** Whether this is the instance of that name at that address. */
    boolean is(Instance other) {
        return instance.id().equals(other.id())
                && instance.host().equals(other.host())
                && instance.port() == other.port();
    }

    boolean draining() {
        return !ready && listed;
    }

    void follow(State state) {
        ready = state == State.READY;
        listed = true;
    }

    void unlist() {
        listed = false;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only under the dispatcher's lock; others just read
    void enter() {
        inFlight++;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    void leave() {
        inFlight--;
    }

    void answered() {
        failures = 0;
    }

    /** It refused a connection, so it gets nothing for a while; answers how long, in nanoseconds. */
    long pause(long now) {
        long pause = Math.min(FIRST_PAUSE_NANOS << Math.min(failures, 10), LONGEST_PAUSE_NANOS);
        failures++;
        pausedUntil = now + pause;
        return pause;
    }
}
