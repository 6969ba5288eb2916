package dev.berth.reconciler.container;

import dev.berth.reconciler.engine.Instance;
import java.util.List;

/** Where requests for a container should go. */
public sealed interface Route {

    /** Nothing to say yet. */
    record Untold() implements Route {}

    /** The container is gone for good. */
    record Closed() implements Route {}

    /**
     * To these instances; when there are none, requests wait and wake one.
     *
     * @param target whose limits hold
     * @param ready take requests
     * @param draining only end those that they have
     */
    record Open(Target target, List<Instance> ready, List<Instance> draining) implements Route {
        public Open {
            ready = List.copyOf(ready);
            draining = List.copyOf(draining);
        }
    }
}
