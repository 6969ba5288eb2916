package dev.berth.reconciler.container;

import java.util.List;
import java.util.Map;

/**
 * All that is seen of a container just now.
 *
 * @param target how many instances of the target the autoscaler wants
 * @param fallback how many of the fallback, should it have to answer
 * @param troubles by deployment number
 */
public record Observed(List<Seen> instances, Copies target, Copies fallback, Map<Integer, Trouble> troubles) {

    public Observed {
        instances = List.copyOf(instances);
        troubles = Map.copyOf(troubles);
    }

    Trouble trouble(int deployment) {
        return troubles.getOrDefault(deployment, Trouble.NONE);
    }
}
