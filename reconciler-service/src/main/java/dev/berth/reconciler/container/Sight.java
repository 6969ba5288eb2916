package dev.berth.reconciler.container;

import dev.berth.events.ContainerId;
import dev.berth.reconciler.container.Seen.Draining;
import dev.berth.reconciler.container.Seen.Staying;
import dev.berth.reconciler.container.Seen.Stopping;
import dev.berth.reconciler.engine.Instance;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Sees what instances are worth: whether they answer, and whether anybody still uses them. */
final class Sight {

    private final Surroundings.Prober prober;
    private final Gateways gateways;
    private final Consumer<ContainerId> wake;

    /** @param wake takes a container that has to be looked at */
    Sight(Surroundings.Prober prober, Gateways gateways, Consumer<ContainerId> wake) {
        this.prober = prober;
        this.gateways = gateways;
        this.wake = wake;
    }

    /** Begins to ask every running instance that nobody asks yet. */
    void ask(ContainerId id, Memory memory, Wanted.Running running, List<Instance> instances) {
        memory.keepOnly(instances);
        for (Instance instance : instances) {
            if (instance.running() && !memory.stopping.containsKey(instance.id())) {
                ask(id, memory, running, instance);
            }
        }
    }

    private void ask(ContainerId id, Memory memory, Wanted.Running running, Instance instance) {
        memory.probings.computeIfAbsent(instance.id(), _ -> {
            Target owner = running.fallback()
                    .filter(last -> last.number() == instance.deployment())
                    .orElse(running.target());
            return prober.begin(instance, owner.spec(), () -> wake.accept(id));
        });
    }

    /** Each instance, with what it said and what gateways say of it. */
    List<Seen> seen(ContainerId id, Memory memory, List<Instance> instances, Instant now) {
        return instances.stream()
                .map(instance -> new Seen(
                        instance,
                        readiness(memory, instance),
                        leaving(id, memory, instance, now),
                        gateways.inFlight(id, instance.id(), now)))
                .toList();
    }

    private static Readiness readiness(Memory memory, Instance instance) {
        Surroundings.Probing probing = memory.probings.get(instance.id());
        return probing == null ? new Readiness.Starting("") : probing.readiness();
    }

    private Seen.Leaving leaving(ContainerId id, Memory memory, Instance instance, Instant now) {
        if (memory.buried.contains(instance.id())) {
            return new Stopping(Instant.EPOCH);
        }
        Instant stopping = memory.stopping.get(instance.id());
        if (stopping != null) {
            return new Stopping(stopping);
        }
        if (instance.state() instanceof Instance.Running running
                && running.endsBy().isPresent()) {
            return new Stopping(running.endsBy().get());
        }
        Memory.Draining draining = memory.draining.get(instance.id());
        if (draining == null) {
            return new Staying();
        }
        return new Draining(
                draining.since(), gateways.free(id, instance.id(), draining.generation(), draining.since(), now));
    }
}
