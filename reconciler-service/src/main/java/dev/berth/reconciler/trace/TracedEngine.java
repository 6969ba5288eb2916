package dev.berth.reconciler.trace;

import dev.berth.events.ContainerId;
import dev.berth.reconciler.engine.Engine;
import dev.berth.reconciler.engine.Instance;
import dev.berth.reconciler.engine.InstanceId;
import dev.berth.reconciler.engine.Usage;
import dev.berth.reconciler.engine.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** An engine whose starts of instances stand in the trace of the request that asked for them. */
public final class TracedEngine implements Engine {

    private final Engine engine;
    private final Traces traces;
    private final Function<Workload, Optional<String>> traceparent;

    /** Finds by {@code traceparent} which request a workload belongs to. */
    public TracedEngine(Engine engine, Traces traces, Function<Workload, Optional<String>> traceparent) {
        this.engine = engine;
        this.traces = traces;
        this.traceparent = traceparent;
    }

    @Override
    public Instance start(InstanceId id, Workload workload) {
        return traces.in(
                "start instance",
                traceparent.apply(workload),
                Map.of(
                        "berth.container", workload.container().toString(),
                        "berth.deployment", Integer.toString(workload.deployment()),
                        "berth.instance", id.value()),
                () -> engine.start(id, workload));
    }

    @Override
    public String resolve(String reference) {
        return engine.resolve(reference);
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
    public void terminate(Instance instance) {
        engine.terminate(instance);
    }

    @Override
    public void remove(Instance instance) {
        engine.remove(instance);
    }

    @Override
    public List<String> lastOutput(Instance instance, int lines) {
        return engine.lastOutput(instance, lines);
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
