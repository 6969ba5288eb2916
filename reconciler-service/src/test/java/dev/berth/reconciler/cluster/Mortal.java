package dev.berth.reconciler.cluster;

import dev.berth.events.ContainerId;
import dev.berth.reconciler.engine.Engine;
import dev.berth.reconciler.engine.ForwardingEngine;
import dev.berth.reconciler.engine.Instance;
import dev.berth.reconciler.engine.Workload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An engine whose user is killed before a certain step: from then on nothing is done any more. */
final class Mortal extends ForwardingEngine {

    /** As little to be dealt with as the end of a process. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final Map<Integer, Workload> workloads = new ConcurrentHashMap<>();
    private int left;
    private Optional<Set<Integer>> kept = Optional.empty();

    /** @param steps that are done before it */
    Mortal(Engine engine, int steps) {
        super(engine);
        this.left = steps;
    }

    synchronized boolean isDead() {
        return left < 0;
    }

    /** What it was asked to run, by the deployment's number. */
    Map<Integer, Workload> workloads() {
        return Map.copyOf(workloads);
    }

    private synchronized void step() {
        if (left >= 0) {
            left--;
        }
        alive();
    }

    private synchronized void alive() {
        if (left < 0) {
            throw new Killed();
        }
    }

    @Override
    public List<Instance> run(Workload workload, int copies) {
        step();
        workloads.put(workload.deployment(), workload);
        return super.run(workload, copies);
    }

    @Override
    public void hold(Workload workload) {
        step();
        workloads.put(workload.deployment(), workload);
        super.hold(workload);
    }

    @Override
    public List<Instance> observe(ContainerId container) {
        alive();
        return super.observe(container);
    }

    @Override
    public void terminate(List<Instance> leaving, int staying) {
        step();
        super.terminate(leaving, staying);
    }

    @Override
    public void remove(List<Instance> leaving, int staying) {
        step();
        super.remove(leaving, staying);
    }

    /** Asked at every look; it is a step when something else is to be kept. */
    @Override
    public boolean clear(ContainerId container, Set<Integer> all) {
        synchronized (this) {
            if (kept.filter(all::equals).isEmpty()) {
                step();
            }
            alive();
            kept = Optional.of(Set.copyOf(all));
        }
        return super.clear(container, all);
    }
}
