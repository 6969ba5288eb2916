package dev.berth.gateway.dispatch;

import dev.berth.events.traffic.Demand;
import java.time.Duration;
import java.util.Optional;

/** When a demand is worth telling: on a change, and now and then while anything is under way. Pure. */
final class Pulse {

    /** How often changes are told at most. */
    static final Duration BEAT = Duration.ofMillis(250);

    /** How often the reconciler hears of a demand that does not change; it forgets gateways that are silent for 10 s. */
    static final Duration REMINDER = Duration.ofSeconds(1);

    /** Whether to tell what is now, after what was told last. */
    static boolean due(Optional<Demand> last, Demand now) {
        return last.map(told -> changed(told, now) || (underWay(now) && old(told, now)))
                .orElse(true);
    }

    /** Whether there is nothing more to tell once this was told. */
    static boolean over(Demand told) {
        return !underWay(told);
    }

    private static boolean changed(Demand told, Demand now) {
        return told.queued() != now.queued()
                || told.requests() != now.requests()
                || told.generation() != now.generation()
                || !told.inFlight().equals(now.inFlight());
    }

    private static boolean underWay(Demand demand) {
        return demand.queued() > 0 || !demand.inFlight().isEmpty();
    }

    private static boolean old(Demand told, Demand now) {
        return Duration.between(told.at(), now.at()).compareTo(REMINDER) >= 0;
    }

    private Pulse() {}
}
