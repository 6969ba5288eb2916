package dev.berth.reconciler.cluster;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.reconciler.cluster.Standings.Standing;
import dev.berth.reconciler.engine.EngineRefused;
import dev.berth.reconciler.engine.Workload;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes Berth's objects to the cluster: what is the same already is not written. */
final class Inventory {

    /** Of what writes to volumes the cluster waits for the end, so that nothing else begins before. Seconds. */
    private static final long AWAITED = 1;

    private final KubernetesClient client;
    private final Asked asked;
    private final ClusterSettings settings;
    private final View view;
    private final Manifests manifests;

    private final Drift drift;
    private final Writer writer;
    private final Numbers numbers;
    private final Serving serving;

    /** What was applied since this process began. */
    private final Standings standings = new Standings();

    /** Containers whose Service waits for Knative's of the same name to go. */
    private final Map<ContainerId, HasMetadata> waiting = new ConcurrentHashMap<>();

    /** What was last begun to be applied of each container: the view may not have heard of it yet. */
    private final Map<ContainerId, Standing> begun = new ConcurrentHashMap<>();

    Inventory(KubernetesClient client, Asked asked, ClusterSettings settings, View view, Drift drift) {
        this.client = client;
        this.asked = asked;
        this.settings = settings;
        this.view = view;
        this.drift = drift;
        this.manifests = new Manifests(settings);
        this.writer = new Writer(client, asked, drift);
        this.numbers = new Numbers(client, asked);
        this.serving = new Serving(client, asked, settings, view, manifests, writer);
    }

    /** Brings a deployment to so many pods, and all that it needs into being. */
    void apply(Workload workload, int copies, Optional<Deployment> known) {
        boolean served = serving.serves(workload, known);
        Standing standing = new Standing(workload, copies, served);
        begun.put(workload.container(), standing);
        if (served) {
            applyServed(workload, known);
            serving.raise(workload, copies, known);
        } else {
            applyPlain(workload, copies, known.filter(_ -> isWhole(workload)));
            if (Autoscalers.find(workload.scaling())) {
                numbers.raise(Names.namespace(workload), Names.deployment(workload), copies);
            }
        }
        standings.put(standing);
    }

    /** The same with as many pods as it has. */
    void hold(Workload workload, Deployment known) {
        int copies = known.getSpec().getReplicas();
        boolean served = Knative.made(known);
        if (served) {
            applyServed(workload, Optional.of(known));
        } else {
            applyPlain(workload, copies, Optional.of(known).filter(_ -> isWhole(workload)));
        }
        standings.put(new Standing(workload, copies, served));
    }

    /** Whether all that it needs was applied since this process began. */
    private boolean isWhole(Workload workload) {
        return standings
                .find(workload.container(), workload.deployment())
                .filter(before -> workload.hash().equals(before.workload().hash()))
                .isPresent();
    }

    private void applyServed(Workload workload, Optional<Deployment> known) {
        if (known.isEmpty() || !isWhole(workload)) {
            serving.apply(workload, known);
        }
    }

    private void applyPlain(Workload workload, int copies, Optional<Deployment> whole) {
        if (whole.isEmpty()) {
            applyAll(workload.container(), manifests.of(workload, copies));
        } else if (!Autoscalers.find(workload.scaling())
                && whole.get().getSpec().getReplicas() != copies) {
            writer.write(manifests.deployment(workload, copies));
        }
    }

    /** What has to stand before what comes next. */
    private enum Stage {
        NAMESPACE,
        NEEDED_BY_PODS,
        PODS,
        AUTOSCALER;

        static Stage of(HasMetadata object) {
            return switch (object) {
                case Namespace _ -> NAMESPACE;
                case Deployment _, Service _, PodDisruptionBudget _ -> PODS;
                case HorizontalPodAutoscaler _ -> AUTOSCALER;
                default -> NEEDED_BY_PODS;
            };
        }
    }

    /** One stage after the other, and what is of the same side by side. */
    private void applyAll(ContainerId container, List<HasMetadata> objects) {
        Map<Stage, List<HasMetadata>> stages =
                objects.stream().collect(groupingBy(Stage::of, () -> new EnumMap<>(Stage.class), toList()));
        for (List<HasMetadata> stage : stages.values()) {
            SideBySide.all(stage.stream()
                    .<Runnable>map(object -> () -> applyUnlessTaken(container, object))
                    .toList());
        }
    }

    /** Where the container was a Knative Service until now, Knative has a Service of that name. */
    private void applyUnlessTaken(ContainerId container, HasMetadata object) {
        if (object instanceof Service && view.knative().service(container).isPresent()) {
            waiting.put(container, object);
        } else if (!writer.stands(object)) {
            writer.write(asItStands(object));
        }
    }

    /** Of a volume that was made already, most cannot be changed. */
    private HasMetadata asItStands(HasMetadata object) {
        return object instanceof PersistentVolumeClaim claim
                ? writer.read(claim)
                        .map(standing -> Claims.like(standing, claim))
                        .orElse(claim)
                : object;
    }

    /** Takes away the Knative Service of a container that keeps Deployments only, and then gives it its own. */
    private void settle(ContainerId container, Set<Integer> kept) {
        HasMetadata own = waiting.get(container);
        boolean served = view.deployments(container).stream()
                .anyMatch(deployment -> Knative.made(deployment) && kept.contains(Names.number(deployment)));
        if (own != null && !served && serving.clear(container) && waiting.remove(container, own)) {
            writer.apply(own);
        }
    }

    /** Ends a deployment of which nothing shall be left, if it can be ended in whole; answers whether it could. */
    boolean retire(List<Pod> pods) {
        return pods.stream().findFirst().filter(this::retire).isPresent();
    }

    private boolean retire(Pod pod) {
        return Pods.container(pod)
                .filter(container -> Knative.revision(pod)
                        .filter(revision ->
                                serving.retire(container, pod.getMetadata().getNamespace(), revision))
                        .isPresent())
                .isPresent();
    }

    /** Of the pods' Deployment no more than so many are wanted. */
    void lowered(List<Pod> leaving, int staying) {
        leaving.stream()
                .findFirst()
                .ifPresent(pod -> Pods.container(pod)
                        .ifPresent(container -> standings.lower(container, Pods.deployment(pod), staying)));
    }

    /**
     * An object that is as it shall be again.
     *
     * @param container which needs it, alone or with others
     */
    record Restored(ContainerId container, HasMetadata object) {}

    /** Applies an object as it shall be; answers how it is then, or nothing where it was so already, or is wanted no more. */
    Optional<Restored> restore(Drift.Key object) {
        String namespace = "Namespace".equals(object.kind()) ? object.name() : object.namespace();
        return standings.in(namespace).stream()
                .map(standing -> restore(object, standing.workload()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Nobody clears the deployment away meanwhile. */
    private Optional<Restored> restore(Drift.Key object, Workload workload) {
        AtomicReference<Optional<Restored>> restored = new AtomicReference<>(Optional.empty());
        standings.whileStanding(
                workload.container(),
                workload.deployment(),
                standing -> objects(standing).stream()
                        .filter(each -> Drift.Key.of(each).equals(object))
                        .findFirst()
                        .flatMap(each -> writer.restore(asItStands(each)))
                        .ifPresent(now -> restored.set(Optional.of(new Restored(workload.container(), now)))));
        return restored.get();
    }

    private List<HasMetadata> objects(Standing all) {
        return all.served() ? manifests.served(all.workload()) : manifests.of(all.workload(), all.copies());
    }

    /** Ends a pod at once. */
    void delete(Pod pod) {
        asked.unlessMissing(
                "delete a pod",
                () -> client.pods()
                        .inNamespace(pod.getMetadata().getNamespace())
                        .withName(pod.getMetadata().getName())
                        .withGracePeriod(Pods.writes(pod) ? AWAITED : 0)
                        .delete());
    }

    /** What somebody else looks after is that one's to put back. */
    void release(ContainerId container) {
        forget(container, Set.of());
        begun.remove(container);
    }

    /**
     * Deletes what is there for a container's other deployments; answers whether nothing of them is left.
     *
     * @throws EngineRefused when none is kept, and a finalizer of somebody else's holds what is left
     */
    boolean clear(ContainerId container, Set<Integer> kept) {
        Collection<Deployment> over = view.deployments(container).stream()
                .filter(deployment -> !kept.contains(Names.number(deployment)))
                .toList();
        forget(container, kept);
        if (kept.isEmpty()) {
            boolean heard = !begun.containsKey(container);
            clearAll(container, over);
            return isCleared(container) && heard;
        }
        over.forEach(this::delete);
        settle(container, kept);
        return over.isEmpty() && view.pods(container).stream().allMatch(pod -> kept.contains(Pods.deployment(pod)));
    }

    /** Found by their labels, as after a restart nobody may know any more what was made. */
    private void clearAll(ContainerId container, Collection<Deployment> deployments) {
        waiting.remove(container);
        serving.clear(container);
        deployments.stream().filter(Knative::made).forEach(this::delete);
        Collection<HasMetadata> found = Stream.<Stream<? extends HasMetadata>>of(
                        view.others(container).stream(),
                        deployments.stream().filter(deployment -> !Knative.made(deployment)),
                        justBegun(container))
                .<HasMetadata>flatMap(Function.identity())
                .collect(toMap(Drift.Key::of, Function.identity(), (seen, _) -> seen))
                .values();
        SideBySide.all(found.stream()
                .filter(object -> object.getMetadata().getDeletionTimestamp() == null)
                .<Runnable>map(object -> () -> writer.delete(object))
                .toList());
        begun.remove(container);
    }

    private Stream<HasMetadata> justBegun(ContainerId container) {
        return Optional.ofNullable(begun.get(container)).stream()
                .flatMap(standing -> objects(standing).stream()
                        .filter(Inventory::isDeletedByItself)
                        .filter(object -> isOf(Drift.Key.of(object), standing.workload())));
    }

    private static boolean isDeletedByItself(HasMetadata object) {
        return switch (object) {
            case Service _, Secret _, PodDisruptionBudget _, HorizontalPodAutoscaler _, Deployment _ -> true;
            default -> false;
        };
    }

    /** Whether nothing is left of a container, as far as was heard. */
    private boolean isCleared(ContainerId container) {
        List<? extends HasMetadata> left = Stream.of(
                        view.pods(container),
                        view.deployments(container),
                        view.knative().services(container),
                        view.others(container))
                .flatMap(Collection::stream)
                .toList();
        Instant now = Instant.now();
        left.stream()
                .flatMap(object -> ClusterTroubles.held(object, now).stream())
                .findFirst()
                .ifPresent(failure -> {
                    throw new EngineRefused(failure.reason(), failure.message());
                });
        return left.isEmpty();
    }

    /** What is not ours any more is no drift. */
    private void forget(ContainerId container, Set<Integer> kept) {
        for (Standing over : standings.keepOnly(container, kept)) {
            Workload workload = over.workload();
            objects(over).stream()
                    .map(Drift.Key::of)
                    .filter(object -> kept.isEmpty() ? isOf(object, workload) : isOwn(object, workload))
                    .forEach(drift::deleting);
        }
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

    /** Deletes all that is this platform's, but volumes and the namespaces that they are in. */
    void withdraw() {
        standings.clear();
        drift.deleting();
        Map<String, String> ours = Names.ours(settings.platform());
        Set<String> kept = withVolumes();
        kept.forEach(this::empty);
        deleteEach(
                "Namespaces",
                () -> client.namespaces()
                        .withLabels(ours)
                        .resources()
                        .filter(namespace ->
                                !kept.contains(namespace.item().getMetadata().getName())));
    }

    private Set<String> withVolumes() {
        return asked.of(
                "list PersistentVolumeClaims",
                () -> client
                        .persistentVolumeClaims()
                        .inAnyNamespace()
                        .withLabels(Names.ours(settings.platform()))
                        .list()
                        .getItems()
                        .stream()
                        .map(claim -> claim.getMetadata().getNamespace())
                        .collect(Collectors.toSet()));
    }

    private void empty(String namespace) {
        view.deployments().stream()
                .filter(deployment -> namespace.equals(deployment.getMetadata().getNamespace()))
                .flatMap(deployment -> Names.owner(deployment).stream())
                .distinct()
                .forEach(container -> clear(ContainerId.of(container), Set.of()));
        deleteEach(
                "Secrets",
                () -> client.secrets()
                        .inNamespace(namespace)
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

    /** One by one: a role that may delete whole collections could do more harm, and the cluster has none of Namespaces. */
    private void deleteEach(String kind, Supplier<Stream<? extends Resource<?>>> found) {
        asked.of("list " + kind, () -> found.get().toList())
                .forEach(one -> asked.unlessMissing("delete one of the " + kind, one::delete));
    }

    private void delete(Deployment deployment) {
        Optional<String> revision = Knative.revision(deployment);
        if (revision.isPresent()) {
            serving.end(deployment, revision.get());
        } else {
            deletePlain(deployment);
        }
    }

    /** The Deployment goes last, as it is by it that the rest is found again. */
    private void deletePlain(Deployment deployment) {
        ObjectMeta named = new ObjectMetaBuilder()
                .withNamespace(deployment.getMetadata().getNamespace())
                .withName(deployment.getMetadata().getName())
                .build();
        writer.delete(new SecretBuilder().withMetadata(named).build());
        writer.delete(new HorizontalPodAutoscalerBuilder().withMetadata(named).build());
        writer.delete(new DeploymentBuilder().withMetadata(named).build());
    }
}
