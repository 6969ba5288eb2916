package dev.berth.reconciler.cluster;

import dev.berth.events.ProjectId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How instances are run on a Kubernetes cluster.
 *
 * @param kubeconfig where the cluster is and who we are there; empty for what is usual where we run
 * @param platform names this Berth; nothing without its label is ever seen or touched
 * @param home the Kubernetes namespace of Berth's own parts, which reach all instances
 * @param reachableFrom networks, as CIDRs, that reach all instances too
 * @param restricted ids of the projects whose pods are held most tightly; {@link #ALL} for every one
 * @param userNamespaces whether the pods of these have users of their own, so that even root there is nobody on the node
 * @param runtimeClasses the RuntimeClass for each sandbox of the platform; the nodes' own default for the others
 * @param pull credentials of registries, which every namespace gets
 * @param storageClass of which volumes are made; empty for the cluster's default
 * @param volumeSize how large they are made, as Kubernetes writes amounts
 * @param knative whether containers become Knative Services where one can say all that they ask for
 * @param quota how much of which resource each namespace may use, as a ResourceQuota names and counts it
 * @param window how long the cluster waits before it takes an instance away that nobody needs
 * @param grace how long an instance may take to end, once it has no requests any more
 * @param answer how long the cluster may take to answer
 */
public record ClusterSettings(
        Optional<Path> kubeconfig,
        String platform,
        String home,
        List<String> reachableFrom,
        Set<String> restricted,
        boolean userNamespaces,
        Map<String, String> runtimeClasses,
        Optional<PullSecret> pull,
        Map<String, String> quota,
        Optional<String> storageClass,
        String volumeSize,
        Knative knative,
        Duration window,
        Duration grace,
        Duration answer) {

    /** In place of a project's id. */
    static final String ALL = "*";

    public ClusterSettings {
        reachableFrom = List.copyOf(reachableFrom);
        restricted = Set.copyOf(restricted);
        runtimeClasses = Map.copyOf(runtimeClasses);
        quota = Map.copyOf(quota);
    }

    /** Whether Knative Serving is used. */
    public enum Knative {
        /** If the cluster serves it. */
        WHERE_SERVED,
        /** Not even then. */
        NEVER,
        /** And what it could run is not run without it. */
        ALWAYS
    }

    PodSecurity security(ProjectId project) {
        return restricted.contains(ALL) || restricted.contains(project.toString())
                ? PodSecurity.RESTRICTED
                : PodSecurity.BASELINE;
    }
}
