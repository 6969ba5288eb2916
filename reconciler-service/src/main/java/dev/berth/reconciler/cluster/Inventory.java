package dev.berth.reconciler.cluster;

import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.reconciler.engine.Workload;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Writes Berth's objects to the cluster: what is the same already is not written. */
final class Inventory {

    private final KubernetesClient client;
    private final ClusterSettings settings;
    private final View view;
    private final Manifests manifests;

    /** The spec hash that was applied under each Deployment's name since this process began. */
    private final Map<String, String> applied = new ConcurrentHashMap<>();

    Inventory(KubernetesClient client, ClusterSettings settings, View view) {
        this.client = client;
        this.settings = settings;
        this.view = view;
        this.manifests = new Manifests(settings);
    }

    /** Brings a deployment to so many pods, and all that it needs into being. */
    void apply(Workload workload, int copies, Optional<Deployment> known) {
        String key = Names.namespace(workload) + "/" + Names.deployment(workload);
        boolean whole = known.isPresent() && workload.hash().equals(applied.get(key));
        if (!whole) {
            manifests.of(workload, copies).forEach(this::apply);
            applied.put(key, workload.hash());
        } else if (known.get().getSpec().getReplicas() != copies) {
            apply(manifests.deployment(workload, copies));
        }
    }

    private void apply(HasMetadata object) {
        Asked.of(
                "apply " + object.getKind() + " " + object.getMetadata().getName(),
                () -> client.resource(object)
                        .fieldManager(Names.MANAGER)
                        .forceConflicts()
                        .serverSideApply());
    }

    /** Ends a pod at once. */
    void delete(Pod pod) {
        Asked.unlessMissing(
                "delete a pod",
                () -> client.pods()
                        .inNamespace(pod.getMetadata().getNamespace())
                        .withName(pod.getMetadata().getName())
                        .withGracePeriod(0)
                        .delete());
    }

    /** Deletes what is there for a container's other deployments; answers whether nothing of them is left. */
    boolean clear(ContainerId container, Set<Integer> kept) {
        Collection<Deployment> over = view.deployments(container).stream()
                .filter(deployment -> !kept.contains(number(deployment)))
                .toList();
        if (kept.isEmpty()) {
            clearShared(container);
        }
        over.forEach(this::delete);
        return over.isEmpty() && view.pods(container).stream().allMatch(pod -> kept.contains(Pods.deployment(pod)));
    }

    /** Deletes the Kubernetes namespaces of these, with all that is in them. */
    void clear(Predicate<NamespaceId> deleted) {
        for (Namespace namespace : view.namespaces()) {
            if (namespace.getMetadata().getDeletionTimestamp() == null
                    && id(namespace).filter(deleted).isPresent()) {
                Asked.unlessMissing(
                        "delete a Namespace",
                        () -> client.namespaces()
                                .withName(namespace.getMetadata().getName())
                                .delete());
            }
        }
    }

    private static Optional<NamespaceId> id(Namespace namespace) {
        try {
            return Optional.ofNullable(namespace.getMetadata().getLabels().get(Names.NAMESPACE))
                    .map(NamespaceId::of);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** In whatever namespace: after a restart nobody may know it any more. */
    private void clearShared(ContainerId container) {
        Map<String, String> labels = Names.ours(settings.platform());
        labels.putAll(Names.selector(container));
        Asked.of(
                "delete Services",
                () -> client.services().inAnyNamespace().withLabels(labels).delete());
        Asked.of(
                "delete Secrets",
                () -> client.secrets().inAnyNamespace().withLabels(labels).delete());
        Asked.of(
                "delete PodDisruptionBudgets",
                () -> client.policy()
                        .v1()
                        .podDisruptionBudget()
                        .inAnyNamespace()
                        .withLabels(labels)
                        .delete());
    }

    /** The Deployment goes last, as it is by it that the rest is found again. */
    private void delete(Deployment deployment) {
        String namespace = deployment.getMetadata().getNamespace();
        String name = deployment.getMetadata().getName();
        applied.remove(namespace + "/" + name);
        Asked.unlessMissing(
                "delete a Secret",
                () -> client.secrets().inNamespace(namespace).withName(name).delete());
        Asked.unlessMissing(
                "delete a Deployment",
                () -> client.apps()
                        .deployments()
                        .inNamespace(namespace)
                        .withName(name)
                        .delete());
    }

    private static int number(Deployment deployment) {
        return Integer.parseInt(deployment.getMetadata().getLabels().getOrDefault(Names.DEPLOYMENT, "0"));
    }
}
