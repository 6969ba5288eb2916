package dev.berth.reconciler.cluster;

import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.reconciler.engine.Workload;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Writes Berth's objects to the cluster: what is the same already is not written. */
final class Inventory {

    private final KubernetesClient client;
    private final Asked asked;
    private final ClusterSettings settings;
    private final View view;
    private final Manifests manifests;

    private final Drift drift;
    private final Numbers numbers;

    /** What was applied since this process began, by the Deployment's name. */
    private final Map<String, Standing> standing = new ConcurrentHashMap<>();

    private record Standing(Workload workload, int copies) {}

    Inventory(KubernetesClient client, Asked asked, ClusterSettings settings, View view, Drift drift) {
        this.client = client;
        this.asked = asked;
        this.settings = settings;
        this.view = view;
        this.drift = drift;
        this.manifests = new Manifests(settings);
        this.numbers = new Numbers(client, asked);
    }

    /** Brings a deployment to so many pods, and all that it needs into being. */
    void apply(Workload workload, int copies, Optional<Deployment> known) {
        String key = Names.namespace(workload) + "/" + Names.deployment(workload);
        Standing before = standing.get(key);
        boolean whole = known.isPresent()
                && before != null
                && workload.hash().equals(before.workload().hash());
        boolean found = Autoscalers.find(workload.scaling());
        if (!whole) {
            manifests.of(workload, copies).forEach(this::apply);
        } else if (!found && known.get().getSpec().getReplicas() != copies) {
            apply(manifests.deployment(workload, copies));
        }
        if (found) {
            numbers.raise(Names.namespace(workload), Names.deployment(workload), copies);
        }
        standing.put(key, new Standing(workload, copies));
    }

    private HasMetadata apply(HasMetadata object) {
        HasMetadata now = asked.of(
                "apply " + object.getKind() + " " + object.getMetadata().getName(),
                () -> client.resource(object)
                        .fieldManager(Names.MANAGER)
                        .forceConflicts()
                        .serverSideApply());
        drift.applied(now, unsaid(object));
        return now;
    }

    /** What another may have set since, and may change. */
    private static Set<String> unsaid(HasMetadata object) {
        return object instanceof Deployment deployment && deployment.getSpec().getReplicas() == null
                ? Set.of("spec.replicas")
                : Set.of();
    }

    /** Of the pods' Deployment no more than so many are wanted. */
    void lowered(List<Pod> leaving, int staying) {
        leaving.stream()
                .findFirst()
                .map(pod -> pod.getMetadata().getNamespace() + "/" + Names.deployment(pod))
                .ifPresent(key -> standing.computeIfPresent(
                        key, (_, was) -> new Standing(was.workload(), Math.min(was.copies(), staying))));
    }

    /** Applies an object as it shall be; answers how it is then, or nothing where it was so already, or is wanted no more. */
    Optional<HasMetadata> restore(Drift.Key object) {
        String namespace = "Namespace".equals(object.kind()) ? object.name() : object.namespace();
        return standing.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(namespace + "/"))
                .sorted(Comparator.comparingInt(
                        entry -> -entry.getValue().workload().deployment()))
                .map(entry -> restore(object, entry.getKey()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Nobody clears the deployment away meanwhile. */
    private Optional<HasMetadata> restore(Drift.Key object, String key) {
        AtomicReference<Optional<HasMetadata>> restored = new AtomicReference<>(Optional.empty());
        standing.computeIfPresent(key, (_, all) -> {
            manifests.of(all.workload(), all.copies()).stream()
                    .filter(each -> Drift.Key.of(each).equals(object))
                    .findFirst()
                    .ifPresent(each -> restored.set(restore(each)));
            return all;
        });
        return restored.get();
    }

    private Optional<HasMetadata> restore(HasMetadata object) {
        Optional<String> before = asked.of(
                        "read an object",
                        () -> Optional.ofNullable(client.resource(object).get()))
                .map(Inventory::version);
        HasMetadata now = apply(object);
        return before.filter(version(now)::equals).isPresent() ? Optional.empty() : Optional.of(now);
    }

    private static String version(HasMetadata object) {
        return object.getMetadata().getResourceVersion();
    }

    /** Ends a pod at once. */
    void delete(Pod pod) {
        asked.unlessMissing(
                "delete a pod",
                () -> client.pods()
                        .inNamespace(pod.getMetadata().getNamespace())
                        .withName(pod.getMetadata().getName())
                        .withGracePeriod(0)
                        .delete());
    }

    /** What somebody else looks after is that one's to put back. */
    void release(ContainerId container) {
        forget(container, Set.of());
    }

    /** Deletes what is there for a container's other deployments; answers whether nothing of them is left. */
    boolean clear(ContainerId container, Set<Integer> kept) {
        Collection<Deployment> over = view.deployments(container).stream()
                .filter(deployment -> !kept.contains(number(deployment)))
                .toList();
        forget(container, kept);
        if (kept.isEmpty()) {
            clearShared(container);
        }
        over.forEach(this::delete);
        return over.isEmpty() && view.pods(container).stream().allMatch(pod -> kept.contains(Pods.deployment(pod)));
    }

    /** What is not ours any more is no drift. */
    private void forget(ContainerId container, Set<Integer> kept) {
        standing.forEach((key, all) -> {
            Workload workload = all.workload();
            if (workload.container().equals(container) && !kept.contains(workload.deployment())) {
                standing.remove(key);
                manifests.of(workload, 0).stream()
                        .map(Drift.Key::of)
                        .filter(object -> kept.isEmpty() ? isOf(object, workload) : isOwn(object, workload))
                        .forEach(drift::deleting);
            }
        });
    }

    private static boolean isOf(Drift.Key object, Workload workload) {
        return isOwn(object, workload) || object.name().equals(Names.container(workload));
    }

    private static boolean isOwn(Drift.Key object, Workload workload) {
        return object.name().equals(Names.deployment(workload));
    }

    /** Deletes the Kubernetes namespaces of these, with all that is in them. */
    void clear(Predicate<NamespaceId> deleted) {
        for (Namespace namespace : view.namespaces()) {
            if (namespace.getMetadata().getDeletionTimestamp() == null
                    && id(namespace).filter(deleted).isPresent()) {
                drift.deleting(namespace.getMetadata().getName());
                asked.unlessMissing(
                        "delete a Namespace",
                        () -> client.namespaces()
                                .withName(namespace.getMetadata().getName())
                                .delete());
            }
        }
    }

    /** Deletes all that is this platform's. */
    void withdraw() {
        standing.clear();
        drift.deleting();
        deleteEach(
                "Namespaces",
                () -> client.namespaces()
                        .withLabels(Names.ours(settings.platform()))
                        .resources());
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
        deleteEach(
                "Services",
                () -> client.services().inAnyNamespace().withLabels(labels).resources());
        deleteEach(
                "Secrets",
                () -> client.secrets().inAnyNamespace().withLabels(labels).resources());
        deleteEach(
                "PodDisruptionBudgets",
                () -> client.policy()
                        .v1()
                        .podDisruptionBudget()
                        .inAnyNamespace()
                        .withLabels(labels)
                        .resources());
    }

    /** One by one: a role that may delete whole collections could do more harm, and the cluster has none of Namespaces. */
    private void deleteEach(String kind, Supplier<Stream<? extends Resource<?>>> found) {
        asked.of("list " + kind, () -> found.get().toList())
                .forEach(one -> asked.unlessMissing("delete one of the " + kind, one::delete));
    }

    /** The Deployment goes last, as it is by it that the rest is found again. */
    private void delete(Deployment deployment) {
        String namespace = deployment.getMetadata().getNamespace();
        String name = deployment.getMetadata().getName();
        standing.remove(namespace + "/" + name);
        drift.deleting(new Drift.Key("Deployment", namespace, name));
        drift.deleting(new Drift.Key("Secret", namespace, name));
        drift.deleting(new Drift.Key("HorizontalPodAutoscaler", namespace, name));
        asked.unlessMissing(
                "delete a Secret",
                () -> client.secrets().inNamespace(namespace).withName(name).delete());
        asked.unlessMissing(
                "delete a HorizontalPodAutoscaler",
                () -> client.autoscaling()
                        .v2()
                        .horizontalPodAutoscalers()
                        .inNamespace(namespace)
                        .withName(name)
                        .delete());
        asked.unlessMissing(
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
