package dev.berth.reconciler.container;

import dev.berth.events.report.Reported;
import dev.berth.events.spec.Failure;
import dev.berth.events.traffic.Endpoints;
import dev.berth.reconciler.container.Surroundings.Probing;
import dev.berth.reconciler.engine.Instance;
import dev.berth.reconciler.engine.InstanceId;
import dev.berth.reconciler.scale.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/**
 * What is remembered of one container between two looks. All of it can be lost: the next look finds out again, or is
 * merely a little more patient. Only the look that has the container's turn touches it, but for the traffic.
 */
final class Memory implements AutoCloseable {

    /** When an instance was taken out of service, and from which endpoints on gateways know. */
    record Draining(Instant since, long generation) {}

    /** A report under way to the log. */
    record Sent(int times, Instant next) {}

    final Map<InstanceId, Probing> probings = new HashMap<>();
    final Map<InstanceId, Draining> draining = new ConcurrentHashMap<>();
    final Map<InstanceId, Instant> stopping = new HashMap<>();
    final Map<Integer, Trouble> troubles = new HashMap<>();
    /** Deployments that the engine keeps as they are. */
    final Set<Integer> held = ConcurrentHashMap.newKeySet();

    final Map<UUID, Sent> sent = new HashMap<>();
    /** Those whose end was told; should any still be there, it only has to be removed. */
    final Set<InstanceId> buried = new HashSet<>();

    /** What was put back, and the log is yet to hear. */
    final Queue<Reported> corrections = new ConcurrentLinkedQueue<>();

    /** What was last said to keep it from going. */
    Optional<Failure> hindrance = Optional.empty();

    Optional<Endpoints> published = Optional.empty();
    boolean closed;

    /** Whether a sweep over the whole engine saw no instance, so that the next look need not ask. */
    volatile boolean emptyAtSweep;

    final Lingering starting = new Lingering();
    final Lingering ending = new Lingering();

    volatile Traffic traffic = Traffic.NONE;
    volatile int copies;
    volatile int active;
    volatile Optional<Instant> waitingSince = Optional.empty();

    /** Forgets what belongs to instances that are no more. */
    void keepOnly(List<Instance> instances) {
        Set<InstanceId> there = instances.stream().map(Instance::id).collect(Collectors.toSet());
        probings.entrySet().removeIf(entry -> {
            boolean over = !there.contains(entry.getKey());
            if (over) {
                entry.getValue().close();
            }
            return over;
        });
        draining.keySet().retainAll(there);
        stopping.keySet().retainAll(there);
        buried.retainAll(there);
    }

    void endProbing(InstanceId id) {
        Probing probing = probings.remove(id);
        if (probing != null) {
            probing.close();
        }
    }

    /** Notes what went wrong with a target, and when to try again. */
    void trouble(Target target, Failure failure, boolean hopeless, Instant now) {
        Trouble before = trouble(target.number());
        troubles.put(target.number(), before.and(failure, hopeless, now.plus(Loop.pause(before.times() + 1))));
    }

    Trouble trouble(int deployment) {
        return troubles.getOrDefault(deployment, Trouble.NONE);
    }

    /** Whether the report is due, for the first time or again. */
    boolean due(UUID report, Instant now) {
        Sent before = sent.get(report);
        return before == null || !before.next().isAfter(now);
    }

    /** Answers when it should be sent again, unless the log has it by then. */
    Instant sent(UUID report, Instant now) {
        int times = sent.getOrDefault(report, new Sent(0, now)).times();
        Instant next = now.plus(Duration.ofSeconds(5L << Math.min(times, 4)));
        sent.put(report, new Sent(times + 1, next));
        return next;
    }

    @Override
    public void close() {
        probings.values().forEach(Probing::close);
        probings.clear();
    }
}
