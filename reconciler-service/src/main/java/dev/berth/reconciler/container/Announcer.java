package dev.berth.reconciler.container;

import dev.berth.events.ContainerId;
import dev.berth.events.spec.Port;
import dev.berth.events.spec.Scaling;
import dev.berth.events.traffic.Endpoints;
import dev.berth.reconciler.engine.Address;
import dev.berth.reconciler.engine.Instance;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells gateways where the instances of containers are. */
final class Announcer {

    /** As often it is looked whether what runs has been asked by now. */
    private static final Duration UNASKED = Duration.ofMillis(50);

    private final Surroundings.Gates gates;
    private final Surroundings.Figures figures;
    private final InstantSource clock;

    Announcer(Surroundings around, InstantSource clock) {
        this.gates = around.gates();
        this.figures = around.figures();
        this.clock = clock;
    }

    /** The container is gone, if gateways may ever have heard of it. */
    void gone(ContainerId id, Memory memory, Wanted.Gone gone) {
        boolean told = memory.closed || (!gone.awaited() && memory.published.isEmpty());
        if (!told) {
            gates.publish(id, Optional.empty());
            memory.closed = true;
            memory.published = Optional.empty();
        }
    }

    /**
     * Gateways hear of a change before it happens, so that none sends a request to an instance that ends. What they were
     * told before our time stays as it is until all that runs was asked once: whoever comes anew knows of none that it answers.
     *
     * @return when to look again, where nothing is told yet
     */
    Optional<Instant> announce(ContainerId id, Memory memory, Plan plan, List<Seen> seen) {
        Instant now = clock.instant();
        if (memory.published.isEmpty()
                && seen.stream().anyMatch(Seen::unasked)
                && plan.changes().stream().noneMatch(Change.Drain.class::isInstance)) {
            return Optional.of(now.plus(UNASKED));
        }
        if (plan.route() instanceof Route.Open open) {
            announce(id, memory, open, now);
        }
        for (Change change : plan.changes()) {
            if (change instanceof Change.Drain drain) {
                long generation = memory.published.map(Endpoints::generation).orElse(0L);
                memory.draining.put(drain.instance().id(), new Memory.Draining(now, generation));
            } else if (change instanceof Change.Undrain back) {
                memory.draining.remove(back.instance().id());
            }
        }
        return Optional.empty();
    }

    private void announce(ContainerId id, Memory memory, Route.Open open, Instant now) {
        memory.active = open.ready().size();
        Endpoints next = endpoints(id, open, 0);
        if (memory.published.filter(last -> same(last, next)).isPresent()) {
            return;
        }
        long generation = Math.max(
                now.toEpochMilli(), memory.published.map(Endpoints::generation).orElse(0L) + 1);
        Endpoints fresh = endpoints(id, open, generation);
        gates.publish(id, Optional.of(fresh));
        memory.published = Optional.of(fresh);
        memory.closed = false;
        woken(memory, open, now);
    }

    private void woken(Memory memory, Route.Open open, Instant now) {
        if (!open.ready().isEmpty()) {
            memory.waitingSince.ifPresent(since -> figures.coldStart(Duration.between(since, now)));
            memory.waitingSince = Optional.empty();
        }
    }

    /** The container has no instance any more, but still is. */
    void sleeping(ContainerId id, Memory memory) {
        memory.published
                .filter(last -> !last.instances().isEmpty())
                .ifPresent(last -> gates.publish(
                        id,
                        Optional.of(new Endpoints(
                                id, last.generation() + 1, last.timeout(), last.concurrency(), List.of()))));
    }

    private static boolean same(Endpoints one, Endpoints other) {
        return one.timeout().equals(other.timeout())
                && one.concurrency() == other.concurrency()
                && one.instances().equals(other.instances());
    }

    private static Endpoints endpoints(ContainerId id, Route.Open open, long generation) {
        List<Endpoints.Instance> instances = new ArrayList<>();
        open.ready().forEach(ready -> endpoint(open.target(), ready, Endpoints.State.READY, instances));
        open.draining().forEach(old -> endpoint(open.target(), old, Endpoints.State.DRAINING, instances));
        int concurrency =
                open.target().spec().scaling().target() instanceof Scaling.Concurrency limit ? limit.requests() : 0;
        return new Endpoints(id, generation, open.target().spec().timeout(), concurrency, instances);
    }

    private static void endpoint(
            Target target, Instance instance, Endpoints.State state, List<Endpoints.Instance> instances) {
        // what drains may listen elsewhere than the target does; gateways only need its id
        Port.Protocol protocol = target.port().map(Port::protocol).orElse(Port.Protocol.TCP);
        target.port()
                .flatMap(port -> instance.entrance(port.number()))
                .or(() -> state == Endpoints.State.DRAINING ? anyAddress(instance) : Optional.empty())
                .ifPresent(address -> instances.add(new Endpoints.Instance(
                        instance.id().value(),
                        instance.deployment(),
                        instance.revision(),
                        address.host(),
                        address.port(),
                        protocol,
                        state)));
    }

    private static Optional<Address> anyAddress(Instance instance) {
        return instance.state() instanceof Instance.Running running
                ? running.addresses().values().stream().findFirst()
                : Optional.empty();
    }
}
