package dev.berth.gateway.acme;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;

/** Bounds how many hosts are ordered for the first time within an hour: names cost whoever attaches them little. */
final class NewHosts {

    private static final Duration HOUR = Duration.ofHours(1);

    private final int most;
    private final Queue<Instant> begun = new ArrayDeque<>();

    NewHosts(int most) {
        this.most = most;
    }

    /** Whether one more may begin now. */
    synchronized boolean hasRoom(Instant now) {
        Instant hourAgo = now.minus(HOUR);
        while (!begun.isEmpty() && !begun.peek().isAfter(hourAgo)) {
            begun.remove();
        }
        return begun.size() < most;
    }

    /** Counts one more, if there is room for it. */
    synchronized boolean begin(Instant now) {
        return hasRoom(now) && begun.add(now);
    }
}
