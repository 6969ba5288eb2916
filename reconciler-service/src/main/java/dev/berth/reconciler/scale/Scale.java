package dev.berth.reconciler.scale;

import dev.berth.events.spec.Scaling;
import dev.berth.reconciler.scale.Traffic.Need;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How many instances a container should have. More are wanted at once when the need grows; fewer only when they were
 * not needed at any moment of a whole window, so that a pause between two bursts costs no cold start.
 *
 * @param copies instances wanted, at least
 * @param most how many may stand: more than are wanted only where somebody else finds the number between
 * @param reviewAt when time alone may change that
 */
public record Scale(int copies, int most, Optional<Instant> reviewAt) {

    /** So little over the target is not worth an instance. */
    private static final double TOLERANCE = 0.1;

    /**
     * How long instances stay that nobody needs.
     *
     * @param window in which an instance must not have been needed before it is given up
     * @param idle how long after the last request the last instance stays
     */
    public record Windows(Duration window, Duration idle) {}

    /**
     * How many instances there should be just now.
     *
     * @param awakeSince when the newest of the running instances started; empty when none runs
     */
    public static Scale decide(
            Scaling scaling, Traffic traffic, Optional<Instant> awakeSince, Windows windows, Instant now) {
        Instant windowStart = now.minus(windows.window());
        int peak = traffic.needs().stream()
                .filter(need -> !need.at().isBefore(windowStart))
                .mapToInt(need -> rounded(scaling, need))
                .max()
                .orElse(0);
        Optional<Instant> sleepAt = sleepAt(scaling, traffic, awakeSince, windows, now);
        boolean awake = scaling.min() > 0 || traffic.underWay() > 0 || sleepAt.isPresent();
        int least = awake ? Math.max(1, scaling.min()) : 0;
        int copies = awake ? Math.clamp(peak, least, scaling.max()) : 0;
        return new Scale(copies, copies, earliest(sleepAt, shrinkAt(traffic, copies, least, windows, windowStart)));
    }

    /** The same where somebody else finds the number while the container is awake. */
    public static Scale awakeOrNot(
            Scaling scaling, Traffic traffic, Optional<Instant> awakeSince, Windows windows, Instant now) {
        Scale least = decide(scaling, traffic.withoutNeeds(), awakeSince, windows, now);
        return new Scale(least.copies(), least.copies() == 0 ? 0 : scaling.max(), least.reviewAt());
    }

    /** How many instances so many requests at once need. */
    public static double need(Scaling.Concurrency target, int requests) {
        return (double) requests / target.requests();
    }

    /** How many instances so much use, summed over all instances, needs. */
    public static double need(double percentUsed, int percentWanted) {
        return percentUsed / percentWanted;
    }

    /** Requests over the limit wait, so every one of them counts; use of CPU and memory is never that exact. */
    private static int rounded(Scaling scaling, Need need) {
        return switch (scaling.target()) {
            case Scaling.Concurrency _ -> (int) Math.ceil(need.instances());
            case Scaling.Cpu _, Scaling.Memory _ -> (int) Math.ceil(need.instances() - TOLERANCE);
        };
    }

    /** When the container will fall asleep if nothing else happens; empty when it never does, or sleeps already. */
    private static Optional<Instant> sleepAt(
            Scaling scaling, Traffic traffic, Optional<Instant> awakeSince, Windows windows, Instant now) {
        if (scaling.min() > 0) {
            return Optional.empty();
        }
        return latest(traffic.lastRequest(), awakeSince)
                .map(last -> last.plus(windows.idle()))
                .filter(end -> end.isAfter(now));
    }

    private static Optional<Instant> shrinkAt(
            Traffic traffic, int copies, int least, Windows windows, Instant windowStart) {
        if (copies <= least) {
            return Optional.empty();
        }
        return traffic.needs().stream()
                .map(Need::at)
                .filter(at -> !at.isBefore(windowStart))
                .min(Instant::compareTo)
                .map(first -> first.plus(windows.window()).plusMillis(1));
    }

    private static Optional<Instant> earliest(Optional<Instant> one, Optional<Instant> other) {
        return one.flatMap(a -> other.map(b -> a.isBefore(b) ? a : b).or(() -> one))
                .or(() -> other);
    }

    private static Optional<Instant> latest(Optional<Instant> one, Optional<Instant> other) {
        return one.flatMap(a -> other.map(b -> a.isAfter(b) ? a : b).or(() -> one))
                .or(() -> other);
    }
}
