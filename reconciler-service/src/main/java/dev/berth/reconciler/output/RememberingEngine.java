package dev.berth.reconciler.output;

import dev.berth.events.ContainerId;
import dev.berth.reconciler.engine.Engine;
import dev.berth.reconciler.engine.ForwardingEngine;
import dev.berth.reconciler.engine.Instance;
import java.util.List;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** An engine that keeps the last lines of what it removes, so that people can read why it ended. */
public final class RememberingEngine extends ForwardingEngine {

    private static final Logger LOG = Logger.getLogger(RememberingEngine.class);

    private final KeptOutput kept;
    private final Predicate<ContainerId> gone;

    /**
     * @param gone of which containers nothing is kept
     */
    public RememberingEngine(Engine engine, KeptOutput kept, Predicate<ContainerId> gone) {
        super(engine);
        this.kept = kept;
        this.gone = gone;
    }

    /** Some engines leave nothing of an instance that ends as it was told. */
    @Override
    public void terminate(List<Instance> leaving, int staying) {
        keep(leaving);
        super.terminate(leaving, staying);
    }

    @Override
    public void remove(List<Instance> leaving, int staying) {
        keep(leaving);
        super.remove(leaving, staying);
    }

    /** What cannot be kept is lost, rather than that what has to go stays. */
    private void keep(List<Instance> leaving) {
        for (Instance instance : leaving) {
            try {
                keep(instance);
            } catch (RuntimeException e) {
                LOG.warnf(e, "last lines are lost; container=%s instance=%s", instance.container(), instance.id());
            }
        }
    }

    private void keep(Instance instance) {
        if (gone.test(instance.container())) {
            kept.forget(instance.container());
        } else {
            kept.keep(instance.container(), instance.id(), log(instance, kept.lines()));
        }
    }
}
