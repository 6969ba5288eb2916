package dev.berth.reconciler.trace;

import dev.berth.reconciler.engine.Engine;
import dev.berth.reconciler.engine.ForwardingEngine;
import dev.berth.reconciler.engine.Instance;
import dev.berth.reconciler.engine.Workload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** An engine whose starts of instances stand in the trace of the request that asked for them. */
public final class TracedEngine extends ForwardingEngine {

    private final Traces traces;
    private final Function<Workload, Optional<String>> traceparent;

    /** Finds by {@code traceparent} which request a workload belongs to. */
    public TracedEngine(Engine engine, Traces traces, Function<Workload, Optional<String>> traceparent) {
        super(engine);
        this.traces = traces;
        this.traceparent = traceparent;
    }

    @Override
    public List<Instance> run(Workload workload, int copies) {
        return traces.in(
                "start instances",
                traceparent.apply(workload),
                Map.of(
                        "berth.container", workload.container().toString(),
                        "berth.deployment", Integer.toString(workload.deployment()),
                        "berth.copies", Integer.toString(copies)),
                () -> super.run(workload, copies));
    }
}
