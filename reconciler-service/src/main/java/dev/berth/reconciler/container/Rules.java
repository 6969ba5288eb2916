package dev.berth.reconciler.container;

import dev.berth.events.spec.ContainerSpec;
import dev.berth.events.spec.Probe;
import java.time.Duration;

/**
 * How patient the plan is.
 *
 * @param attempts how often a new deployment may fall before it is given up
 * @param startup how long an instance may take to answer, when no startup probe says otherwise
 * @param grace how long an instance may take to end when told to
 * @param forgiveness how long a deployment has to answer before its earlier trouble counts no more
 */
public record Rules(int attempts, Duration startup, Duration grace, Duration forgiveness) {

    private static final Duration LONGEST_SETTLING = Duration.ofSeconds(30);

    /** How long an instance of that kind may take to answer. */
    Duration startup(ContainerSpec spec) {
        return spec.probes().startup().map(Rules::longest).orElse(startup);
    }

    /** How long an instance has to answer before it counts as recovered: longer, the oftener it fell. */
    Duration settling(int times) {
        if (times <= 1) {
            return Duration.ZERO;
        }
        Duration longer = Duration.ofSeconds(1L << Math.min(times - 1, 10));
        return longer.compareTo(LONGEST_SETTLING) < 0 ? longer : LONGEST_SETTLING;
    }

    private static Duration longest(Probe probe) {
        return probe.interval().multipliedBy(probe.failureThreshold()).plus(probe.timeout());
    }
}
