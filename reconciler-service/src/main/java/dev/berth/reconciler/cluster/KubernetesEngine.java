package dev.berth.reconciler.cluster;

import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.spec.Scaling;
import dev.berth.reconciler.engine.Engine;
import dev.berth.reconciler.engine.EngineRefused;
import dev.berth.reconciler.engine.Instance;
import dev.berth.reconciler.engine.LogLine;
import dev.berth.reconciler.engine.Usage;
import dev.berth.reconciler.engine.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Runs instances as the pods of Deployments: one Deployment for each of Berth's deployments, so that old and new stand
 * side by side, and how many of each is all that is said. Where Knative Serving is used, it makes these Deployments: from
 * one Revision for each of Berth's deployments, of one Knative Service for each container.
 */
public final class KubernetesEngine implements Engine {

    /** The first pause of a watch that was cut off; the longest is 32 times as long, and so old may be what is seen. */
    private static final Duration RECONNECT = Duration.ofMillis(250);

    private final KubernetesClient client;
    private final Asked asked;
    private final ImageRegistry registry;
    private final ClusterImages images;
    private final Inventory inventory;
    private final Shrinking shrinking;
    private final PodAccess access;
    private final Restoring restoring;
    private final View view;

    public KubernetesEngine(ClusterSettings settings) {
        Pace pace = new Pace();
        this.asked = new Asked(pace);
        this.client = pace.client(config(settings.kubeconfig(), settings.answer()));
        this.registry = new ImageRegistry(settings.pull());
        this.images = new ClusterImages(client, asked, registry);
        Drift drift = new Drift();
        this.view = new View(client, settings, drift);
        this.inventory = new Inventory(client, asked, settings, view, drift);
        this.restoring = new Restoring(client, settings.platform(), inventory::restore, view::corrected);
        drift.tell(restoring::putBack);
        this.shrinking = new Shrinking(client, asked, view);
        this.access = new PodAccess(client, pace);
    }

    /**
     * Where the cluster is. The client tries nothing twice by itself: each of its requests would have a patience of its own.
     *
     * @throws IllegalStateException when the file is no kubeconfig
     */
    static Config config(Optional<Path> kubeconfig, Duration answer) {
        Config found = kubeconfig.map(KubernetesEngine::read).orElseGet(() -> Config.autoConfigure(null));
        return new ConfigBuilder(found)
                .withRequestTimeout((int) answer.toMillis())
                .withConnectionTimeout((int) answer.toMillis())
                .withRequestRetryBackoffLimit(0)
                .withWatchReconnectInterval((int) RECONNECT.toMillis())
                .build();
    }

    private static Config read(Path kubeconfig) {
        try {
            return Config.fromKubeconfig(kubeconfig.toFile());
        } catch (RuntimeException _) { // which quotes lines of the file, and these may be secret
            throw new IllegalStateException(kubeconfig + " is no kubeconfig");
        }
    }

    @Override
    public String resolve(String reference) {
        return images.resolve(reference);
    }

    @Override
    public boolean scales(ContainerId container, Scaling scaling) {
        return Autoscalers.find(scaling) || (KnativeServices.find(scaling) && isServed(container));
    }

    private boolean isServed(ContainerId container) {
        return view.deployments(container).stream()
                .max(Comparator.comparingInt(Names::number))
                .filter(Knative::made)
                .isPresent();
    }

    @Override
    public List<Instance> run(Workload workload, int copies) {
        view.namespace(Names.namespace(workload)).flatMap(ClusterTroubles::held).ifPresent(failure -> {
            throw new EngineRefused(failure.reason(), failure.message());
        });
        Optional<Deployment> known =
                view.deployment(Names.namespace(workload), workload.container(), workload.deployment());
        known.map(ClusterTroubles::unmade)
                .orElseGet(() -> view.knative()
                        .unmade(workload.container(), Names.namespace(workload), Names.deployment(workload)))
                .ifPresent(failure -> {
                    throw new EngineRefused(failure.reason(), failure.message());
                });
        inventory.apply(workload, copies, known);
        return List.of();
    }

    /** The number stays as it is. */
    @Override
    public void hold(Workload workload) {
        view.deployment(Names.namespace(workload), workload.container(), workload.deployment())
                .ifPresent(deployment -> inventory.hold(workload, deployment));
    }

    @Override
    public void release(ContainerId container) {
        inventory.release(container);
    }

    @Override
    public List<Instance> observe(ContainerId container) {
        return view.instances(container);
    }

    @Override
    public List<Instance> observe() {
        return view.instances();
    }

    @Override
    public void terminate(List<Instance> leaving, int staying) {
        end(pods(leaving), staying);
    }

    private void end(List<Pod> pods, int staying) {
        inventory.lowered(pods, staying);
        if (staying > 0 || !inventory.retire(pods)) {
            shrinking.shrink(pods, staying);
        }
    }

    @Override
    public void remove(List<Instance> leaving, int staying) {
        List<Pod> pods = pods(leaving);
        end(pods, staying);
        for (Pod pod : pods) {
            inventory.delete(pod);
            view.forget(pod);
        }
    }

    private List<Pod> pods(List<Instance> instances) {
        return instances.stream()
                .flatMap(instance -> view.pod(instance.id()).stream())
                .toList();
    }

    @Override
    public boolean clear(ContainerId container, Set<Integer> kept) {
        return inventory.clear(container, kept);
    }

    @Override
    public void clear(Predicate<NamespaceId> deleted) {
        inventory.clear(deleted);
    }

    @Override
    public List<LogLine> log(Instance instance, int lines) {
        return view.pod(instance.id())
                .map(pod -> access.log(pod, view.fell(pod), lines))
                .orElse(List.of());
    }

    @Override
    public Optional<Usage> usage(Instance instance) {
        return view.pod(instance.id()).flatMap(access::usage);
    }

    /** Kubelets hold pods to all limits that a pod can have. */
    @Override
    public void enforce() {}

    @Override
    public Optional<Integer> execute(Instance instance, List<String> command, Duration timeout) {
        return view.pod(instance.id()).flatMap(pod -> access.execute(pod, command, timeout));
    }

    @Override
    public Watch watch(Watcher watcher) {
        return view.watch(watcher);
    }

    @Override
    public void withdraw() {
        inventory.withdraw();
    }

    @Override
    public void check() {
        asked.of("tell its version", client::getKubernetesVersion);
    }

    @Override
    public void close() {
        restoring.close();
        view.close();
        registry.close();
        client.close();
    }
}
