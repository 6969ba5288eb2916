package dev.berth.gateway.proxy;

import io.vertx.core.Vertx;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Ends what takes too long. One set per event loop, looked through ten times a second while anything is in it: that is
 * cheaper than a timer per request, most of which would be cancelled at once.
 */
final class Deadlines {

    private static final long TICK_MILLIS = 100;

    private final Vertx vertx;
    private final Set<Entry> entries = new LinkedHashSet<>();
    private boolean ticking;

    Deadlines(Vertx vertx) {
        this.vertx = vertx;
    }

    void add(Entry entry) {
        entries.add(entry);
        if (!ticking) {
            tickLater();
        }
    }

    void remove(Entry entry) {
        entries.remove(entry);
    }

    private void tick() {
        long now = System.nanoTime();
        List<Entry> late =
                entries.stream().filter(entry -> entry.deadline - now <= 0).toList();
        late.forEach(Entry::expired);
        ticking = false;
        if (!entries.isEmpty()) {
            tickLater();
        }
    }

    private void tickLater() {
        ticking = true;
        vertx.setTimer(TICK_MILLIS, _ -> tick());
    }

    /** What may take too long. */
    abstract static class Entry {

        private long deadline;

        /** When it is too late, by {@link System#nanoTime}. */
        final void deadline(long nanos) {
            deadline = nanos;
        }

        /** It took too long. Removes itself, or sets a new deadline. */
        abstract void expired();
    }
}
