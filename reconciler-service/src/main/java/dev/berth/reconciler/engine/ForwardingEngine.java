package dev.berth.reconciler.engine;

import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.spec.Scaling;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** An engine that lets another do the work; what extends it adds something to a part of that. */
public abstract class ForwardingEngine implements Engine {

    private final Engine engine;

    protected ForwardingEngine(Engine engine) {
        this.engine = engine;
    }

    @Override
    public String resolve(String reference) {
        return engine.resolve(reference);
    }

    @Override
    public boolean scales(ContainerId container, Scaling scaling) {
        return engine.scales(container, scaling);
    }

    @Override
    public List<Instance> run(Workload workload, int copies) {
        return engine.run(workload, copies);
    }

    @Override
    public void hold(Workload workload) {
        engine.hold(workload);
    }

    @Override
    public void release(ContainerId container) {
        engine.release(container);
    }

    @Override
    public List<Instance> observe(ContainerId container) {
        return engine.observe(container);
    }

    @Override
    public List<Instance> observe() {
        return engine.observe();
    }

    @Override
    public void terminate(List<Instance> leaving, int staying) {
        engine.terminate(leaving, staying);
    }

    @Override
    public void remove(List<Instance> leaving, int staying) {
        engine.remove(leaving, staying);
    }

    @Override
    public boolean clear(ContainerId container, Set<Integer> kept) {
        return engine.clear(container, kept);
    }

    @Override
    public void clear(Predicate<NamespaceId> deleted) {
        engine.clear(deleted);
    }

    @Override
    public List<LogLine> log(Instance instance, int lines) {
        return engine.log(instance, lines);
    }

    @Override
    public Optional<Usage> usage(Instance instance) {
        return engine.usage(instance);
    }

    @Override
    public Optional<Integer> execute(Instance instance, List<String> command, Duration timeout) {
        return engine.execute(instance, command, timeout);
    }

    @Override
    public void enforce() {
        engine.enforce();
    }

    @Override
    public Watch watch(Watcher watcher) {
        return engine.watch(watcher);
    }

    @Override
    public void withdraw() {
        engine.withdraw();
    }

    @Override
    public void check() {
        engine.check();
    }

    @Override
    public void close() {
        engine.close();
    }
}
