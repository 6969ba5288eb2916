package dev.berth.reconciler.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How instances are run on a Kubernetes cluster.
 *
 * @param kubeconfig where the cluster is and who we are there; empty for what is usual where we run
 * @param platform names this Berth; nothing without its label is ever seen or touched
 * @param home the Kubernetes namespace of Berth's own parts, which reach all instances
 * @param reachableFrom networks, as CIDRs, that reach all instances too
 * @param grace how long an instance may take to end, once it has no requests any more
 * @param answer how long the cluster may take to answer
 */
public record ClusterSettings(
        Optional<Path> kubeconfig,
        String platform,
        String home,
        List<String> reachableFrom,
        Duration grace,
        Duration answer) {

    public ClusterSettings {
        reachableFrom = List.copyOf(reachableFrom);
    }
}
