package dev.berth.reconciler;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How instances are run on a Kubernetes cluster. */
@ConfigMapping(prefix = "berth.kubernetes")
interface KubernetesConfig {

    /** What instances are made of: AUTO, PLAIN or KNATIVE. */
    @WithDefault("auto")
    Mode mode();

    /** Where the cluster is; by default what is usual where the reconciler runs. */
    Optional<Path> kubeconfig();

    /** The Kubernetes namespace of Berth's own parts, which reach all instances. */
    @WithDefault("berth")
    String home();

    /** Networks, as CIDRs, that reach all instances too: those of gateways outside of the cluster. */
    Optional<List<String>> reachableFrom();

    /** Ids of the projects whose pods are held to the Pod Security level restricted; {@code *} for every project. */
    Optional<Set<String>> restrictedProjects();

    /** Whether their pods have users of their own, which the nodes have to offer: root there is nobody on the node. */
    @WithDefault("false")
    boolean userNamespaces();

    /** The RuntimeClass for each sandbox: {@code v1}, {@code v2}, or {@code default} where a container names none. */
    Map<String, String> runtimeClasses();

    /** A file of registries' credentials as {@code docker login} writes it, read at the start. */
    Optional<Path> pullSecret();

    /** How much of which resource each namespace may use, as a ResourceQuota names and counts it. */
    Map<String, String> quota();

    /** The storage class of which volumes are made; by default the cluster's own default. */
    Optional<String> storageClass();

    /** How large volumes are made, as Kubernetes writes amounts. */
    @WithDefault("10Gi")
    String volumeSize();

    /** How long the cluster may take to answer. */
    @WithDefault("30s")
    Duration answer();

    /** What instances are made of. */
    enum Mode {
        /** Knative Services where the cluster serves them, Deployments otherwise. */
        AUTO,
        /** Deployments and Services. */
        PLAIN,
        /** Knative Services. */
        KNATIVE
    }
}
