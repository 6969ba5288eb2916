package dev.berth.reconciler.container;

import dev.berth.events.ContainerId;
import dev.berth.events.spec.Scaling;
import dev.berth.events.traffic.Demand;
import dev.berth.reconciler.engine.Engine;
import dev.berth.reconciler.engine.Instance;
import dev.berth.reconciler.scale.Scale;
import dev.berth.reconciler.scale.Traffic;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Knows what is asked of containers, and how many instances that takes. */
final class Autoscaling {

    private static final Logger LOG = Logger.getLogger(Autoscaling.class);
    private static final int PARALLEL = 8;

    private final Engine engine;
    private final Stories stories;
    private final Gateways gateways;
    private final Scale.Windows windows;
    private final InstantSource clock;
    private final Consumer<ContainerId> wake;
    private final Semaphore measured = new Semaphore(PARALLEL);

    /** @param wake takes a container that has to be looked at */
    Autoscaling(
            Engine engine,
            Stories stories,
            Gateways gateways,
            Scale.Windows windows,
            InstantSource clock,
            Consumer<ContainerId> wake) {
        this.engine = engine;
        this.stories = stories;
        this.gateways = gateways;
        this.windows = windows;
        this.clock = clock;
        this.wake = wake;
    }

    /** How many instances of the target there should be. */
    Scale scale(ContainerId id, Target target, Memory memory, List<Seen> seen, Instant now) {
        Optional<Instant> awakeSince =
                seen.stream().filter(Seen::active).map(Seen::since).max(Instant::compareTo);
        return scale(id, target.scaling(), memory, awakeSince, now);
    }

    private Scale scale(ContainerId id, Scaling scaling, Memory memory, Optional<Instant> awakeSince, Instant now) {
        return engine.scales(id, scaling)
                ? Scale.awakeOrNot(scaling, memory.traffic, awakeSince, windows, now)
                : Scale.decide(scaling, memory.traffic, awakeSince, windows, now);
    }

    /** Brings the memory of the traffic up to date. */
    void note(Memory memory, ContainerId id, Wanted.Running running, Instant now) {
        int underWay = gateways.underWay(id, now);
        synchronized (memory) {
            Traffic traffic = memory.traffic;
            if (running.target().scaling().target() instanceof Scaling.Concurrency concurrency) {
                traffic = traffic.with(new Traffic.Need(now, Scale.need(concurrency, underWay)), windows.window());
            }
            memory.traffic = traffic.with(underWay, gateways.lastRequest(id));
            memory.waitingSince =
                    gateways.queued(id, now) > 0 ? memory.waitingSince.or(() -> Optional.of(now)) : memory.waitingSince;
        }
    }

    /** Whether the demand changes anything, so that the container has to be looked at. */
    boolean concerns(ContainerId id, Memory memory, Demand demand, Wanted.Running running, Instant now) {
        Optional<Instant> awake = memory.active > 0 ? Optional.of(now) : Optional.empty();
        Scale scale = scale(id, running.target().scaling(), memory, awake, now);
        return scale.copies() != memory.copies
                || !memory.draining.isEmpty()
                || (demand.queued() > 0 && memory.active == 0);
    }

    /** Notes what the container's instances use, if Berth scales it by that. */
    void measure(ContainerId id, Memory memory) {
        if (stories.wanted(id) instanceof Wanted.Running running
                && !engine.scales(id, running.target().scaling())) {
            switch (running.target().scaling().target()) {
                case Scaling.Concurrency _ -> {}
                case Scaling.Cpu cpu -> measured(id, memory, cpu.percent(), true);
                case Scaling.Memory limit -> measured(id, memory, limit.percent(), false);
            }
        }
    }

    private void measured(ContainerId id, Memory memory, int percentWanted, boolean cpu) {
        measured.acquireUninterruptibly();
        try {
            double used = engine.observe(id).stream()
                    .filter(Instance::running)
                    .flatMap(instance -> engine.usage(instance).stream())
                    .mapToDouble(usage -> cpu ? usage.cpuPercent() : usage.memoryPercent())
                    .sum();
            synchronized (memory) {
                memory.traffic = memory.traffic.with(
                        new Traffic.Need(clock.instant(), Scale.need(used, percentWanted)), windows.window());
            }
            wake.accept(id);
        } catch (RuntimeException e) {
            LOG.debugf(e, "cannot measure; container=%s", id);
        } finally {
            measured.release();
        }
    }
}
