package dev.berth.gateway.dispatch;

import java.util.concurrent.atomic.AtomicInteger;

/** How many requests may wait: of one container, and of all. */
final class QueueBounds {

    private final int ofOne;
    private final int ofAll;
    private final AtomicInteger waiting = new AtomicInteger();

    QueueBounds(int ofOne, int ofAll) {
        this.ofOne = ofOne;
        this.ofAll = ofAll;
    }

    boolean enter(int alreadyOfOne) {
        if (alreadyOfOne >= ofOne) {
            return false;
        }
        if (waiting.incrementAndGet() > ofAll) {
            waiting.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave() {
        waiting.decrementAndGet();
    }

    int waiting() {
        return waiting.get();
    }
}
