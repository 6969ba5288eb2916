package dev.berth.reconciler.cluster;

import dev.berth.events.ContainerId;
import dev.berth.reconciler.engine.Correction;
import dev.berth.reconciler.engine.Engine;
import dev.berth.reconciler.engine.EngineUnreachable;
import dev.berth.reconciler.engine.Instance;
import dev.berth.reconciler.engine.InstanceId;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What the cluster has of this platform, followed by watches; asking it costs the cluster nothing. */
final class View implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(View.class);
    private static final String BY_CONTAINER = "container";
    private static final String BY_NAME = "name";

    private final SharedIndexInformer<Pod> pods;
    private final SharedIndexInformer<Deployment> deployments;
    private final SharedIndexInformer<Namespace> namespaces;
    private final OtherObjects others;
    private final KnativeObjects knative;
    private final Drift drift;
    private final List<Engine.Watcher> watchers = new CopyOnWriteArrayList<>();

    /** Pods whose process was seen to end; the kubelet may have started another in its place. */
    private final Set<String> fallen = ConcurrentHashMap.newKeySet();

    /** Pods that were removed, though the watch may not have told so yet. */
    private final Set<String> removed = ConcurrentHashMap.newKeySet();

    private volatile boolean synced;
    private volatile boolean closed;

    View(KubernetesClient client, ClusterSettings settings, Drift drift) {
        this.drift = drift;
        this.others = new OtherObjects(client, settings.platform(), drift);
        this.knative = new KnativeObjects(client, settings, drift, this::changed);
        Map<String, String> ours = Names.ours(settings.platform());
        this.pods = follow(client.pods().inAnyNamespace().withLabels(ours), _ -> {}, View::trim, new PodChanges());
        this.deployments = follow(
                client.apps().deployments().inAnyNamespace().withLabels(ours),
                drift::seen,
                View::trim,
                new DeploymentChanges());
        this.namespaces =
                follow(client.namespaces().withLabels(ours), drift::seen, _ -> {}, new Disappearances<>(drift));
        pods.start()
                .thenCombine(deployments.start(), (_, _) -> true)
                .thenCombine(namespaces.start(), (_, _) -> true)
                .thenCombine(others.start(), (_, _) -> true)
                .thenCombine(knative.start(), (_, _) -> true)
                .whenComplete(this::started);
    }

    /** Of pods and Deployments their state is read; what they were made from, Berth knows. */
    private static void trim(Pod pod) {
        pod.getSpec().getContainers().forEach(container -> container.setEnv(List.of()));
    }

    private static void trim(Deployment deployment) {
        deployment.getSpec().setTemplate(null);
    }

    private <T extends HasMetadata> SharedIndexInformer<T> follow(
            Informable<T> resources, Consumer<? super T> look, Consumer<T> trim, ResourceEventHandler<T> changes) {
        return resources
                .withLimit(Trimmed.PAGE)
                .runnableInformer(0)
                .addIndexers(Map.of(
                        BY_CONTAINER,
                        Names::owner,
                        BY_NAME,
                        each -> List.of(each.getMetadata().getName())))
                .itemStore(new Trimmed<>(look, trim))
                .exceptionHandler((_, trouble) -> {
                    LOG.debugf("lost sight of the cluster, will look again: %s", trouble.getMessage());
                    return true;
                })
                .addEventHandler(changes);
    }

    private void started(@Nullable Boolean done, @Nullable Throwable trouble) {
        if (trouble == null) {
            synced = true;
            watchers.forEach(Engine.Watcher::missed);
        } else if (!closed) {
            LOG.errorf(trouble, "cannot watch the cluster");
        }
    }

    Engine.Watch watch(Engine.Watcher watcher) {
        watchers.add(watcher);
        if (synced) {
            watcher.missed();
        }
        return () -> watchers.remove(watcher);
    }

    /** Something of a container was put back. */
    void corrected(ContainerId container, Correction correction) {
        watchers.forEach(each -> each.corrected(container, correction));
    }

    /** All instances, in the order of their making. */
    List<Instance> instances() {
        return instances(seen(pods).getStore().list());
    }

    List<Instance> instances(ContainerId container) {
        return instances(pods(container));
    }

    Optional<Pod> pod(InstanceId id) {
        return seen(pods).getIndexer().byIndex(BY_NAME, id.value()).stream()
                .filter(pod -> !removed.contains(uid(pod)))
                .findFirst();
    }

    boolean fell(Pod pod) {
        return fallen.contains(uid(pod));
    }

    Collection<Namespace> namespaces() {
        return seen(namespaces).getStore().list();
    }

    Optional<Namespace> namespace(String name) {
        return Optional.ofNullable(seen(namespaces).getStore().getByKey(name));
    }

    Collection<Deployment> deployments() {
        return seen(deployments).getStore().list();
    }

    Collection<Deployment> deployments(ContainerId container) {
        return seen(deployments).getIndexer().byIndex(BY_CONTAINER, container.toString());
    }

    /** What stands for one of Berth's deployments, whoever made it. */
    Optional<Deployment> deployment(String namespace, ContainerId container, int number) {
        return deployments(container).stream()
                .filter(deployment -> namespace.equals(deployment.getMetadata().getNamespace()))
                .filter(deployment -> Names.number(deployment) == number)
                .findFirst();
    }

    KnativeObjects knative() {
        return knative;
    }

    /** What else there is of a container, besides pods and Deployments; without volumes. */
    List<HasMetadata> others(ContainerId container) {
        if (!others.hasSynced()) {
            throw unseen();
        }
        return others.of(container);
    }

    /** Nothing shall be heard of the pod again. */
    void forget(Pod pod) {
        removed.add(uid(pod));
    }

    List<Pod> pods(ContainerId container) {
        return seen(pods).getIndexer().byIndex(BY_CONTAINER, container.toString());
    }

    private List<Instance> instances(List<Pod> some) {
        return some.stream()
                .filter(pod -> !removed.contains(uid(pod)))
                .sorted(Comparator.comparing((Pod pod) -> pod.getMetadata().getCreationTimestamp())
                        .thenComparing(pod -> pod.getMetadata().getName()))
                .flatMap(pod -> Pods.instance(pod, fell(pod)).stream())
                .toList();
    }

    /** Nothing is known before everything was seen once: absence of news is no news. */
    private <T> SharedIndexInformer<T> seen(SharedIndexInformer<T> informer) {
        if (!informer.hasSynced()) {
            throw unseen();
        }
        return informer;
    }

    private static EngineUnreachable unseen() {
        return new EngineUnreachable("the cluster has not been seen yet", new IllegalStateException("not synced"));
    }

    private void changed(HasMetadata changed) {
        Names.owner(changed).stream().map(ContainerId::of).forEach(id -> watchers.forEach(each -> each.changed(id)));
    }

    private static String uid(Pod pod) {
        return pod.getMetadata().getUid();
    }

    @Override
    public void close() {
        closed = true;
        pods.close();
        deployments.close();
        namespaces.close();
        others.close();
        knative.close();
    }

    private final class PodChanges implements ResourceEventHandler<Pod> {
        @Override
        public void onAdd(Pod pod) {
            changed(pod);
        }

        @Override
        public void onUpdate(Pod before, Pod now) {
            if (Pods.restarts(now) > Pods.restarts(before)) {
                fallen.add(uid(now));
            }
            changed(now);
        }

        @Override
        public void onDelete(Pod pod, boolean unknown) {
            fallen.remove(uid(pod));
            removed.remove(uid(pod));
            changed(pod);
        }
    }

    private final class DeploymentChanges implements ResourceEventHandler<Deployment> {
        @Override
        public void onAdd(Deployment deployment) {
            changed(deployment);
        }

        @Override
        public void onUpdate(Deployment before, Deployment now) {
            if (!ClusterTroubles.unmade(before).equals(ClusterTroubles.unmade(now))) {
                changed(now);
            }
        }

        @Override
        public void onDelete(Deployment deployment, boolean unknown) {
            drift.gone(deployment);
            changed(deployment);
        }
    }
}
