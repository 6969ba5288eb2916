package dev.berth.reconciler.cluster;

import dev.berth.events.ContainerId;
import dev.berth.events.spec.Failure;
import io.fabric8.knative.pkg.apis.Condition;
import io.fabric8.knative.serving.v1.Revision;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Knative's objects of this platform, followed where the cluster has Knative Serving. */
final class KnativeObjects implements AutoCloseable {

    private static final String BY_CONTAINER = "container";
    private static final int PAUSE_SECONDS = 1;

    private final KubernetesClient client;
    private final ClusterSettings.Knative use;
    private final SharedIndexInformer<Service> services;
    private final SharedIndexInformer<Revision> revisions;

    private volatile boolean used;
    private volatile boolean closed;

    /** @param changed hears of objects whose containers have to be looked at */
    KnativeObjects(KubernetesClient client, ClusterSettings settings, Drift drift, Consumer<HasMetadata> changed) {
        this.client = client;
        this.use = settings.knative();
        Map<String, String> ours = Names.ours(settings.platform());
        this.services = client.resources(Service.class)
                .inAnyNamespace()
                .withLabels(ours)
                .withLimit(Trimmed.PAGE)
                .runnableInformer(0)
                .addIndexers(Map.of(BY_CONTAINER, Names::owner))
                .itemStore(new Trimmed<>(drift::seen, KnativeObjects::trim))
                .exceptionHandler((_, _) -> true)
                .addEventHandler(new ServiceChanges(drift, changed));
        this.revisions = client.resources(Revision.class)
                .inAnyNamespace()
                .withLabels(ours)
                .withLimit(Trimmed.PAGE)
                .runnableInformer(0)
                .itemStore(new Trimmed<>(_ -> {}, revision -> revision.setSpec(null)))
                .exceptionHandler((_, _) -> true)
                .addEventHandler(new RevisionChanges(changed));
    }

    /** The name of its newest Revision and how it fares are all that is read of a Service. */
    private static void trim(Service service) {
        service.getSpec().getTemplate().setSpec(null);
        service.getSpec().setTraffic(List.of());
    }

    /** Completes once all of them were seen, or it is known that there are none. */
    CompletableFuture<Void> start() {
        return use == ClusterSettings.Knative.NEVER
                ? CompletableFuture.completedFuture(null)
                : served().thenCompose(this::follow);
    }

    private CompletableFuture<Boolean> served() {
        return CompletableFuture.supplyAsync(() -> client.hasApiGroup(Knative.GROUP, true))
                .exceptionallyCompose(trouble -> closed
                        ? CompletableFuture.failedFuture(trouble)
                        : CompletableFuture.supplyAsync(
                                        () -> true, CompletableFuture.delayedExecutor(PAUSE_SECONDS, TimeUnit.SECONDS))
                                .thenCompose(_ -> served()));
    }

    private CompletableFuture<Void> follow(boolean served) {
        if (!served) {
            return CompletableFuture.completedFuture(null);
        }
        return CompletableFuture.allOf(
                        services.start().toCompletableFuture(),
                        revisions.start().toCompletableFuture())
                .thenRun(() -> used = true);
    }

    /** Whether new deployments become Revisions, if a Knative Service can say them. */
    boolean used() {
        return used;
    }

    /** The Service of that name. */
    Optional<Service> service(String namespace, String name) {
        return used
                ? Optional.ofNullable(services.getStore().getByKey(Cache.namespaceKeyFunc(namespace, name)))
                : Optional.empty();
    }

    /** The Service of a container. */
    Optional<Service> service(ContainerId container) {
        return services(container).stream().findFirst();
    }

    /** Wherever they are. */
    Collection<Service> services(ContainerId container) {
        return used ? services.getIndexer().byIndex(BY_CONTAINER, container.toString()) : List.of();
    }

    /** The Revision that a container's Service would make again if it went. */
    Optional<String> newest(ContainerId container) {
        return service(container)
                .map(service -> service.getSpec().getTemplate().getMetadata().getName());
    }

    /** Why Knative made nothing of a Revision, if it has said so. */
    Optional<Failure> unmade(ContainerId container, String namespace, String revision) {
        if (!used) {
            return Optional.empty();
        }
        Revision made = revisions.getStore().getByKey(Cache.namespaceKeyFunc(namespace, revision));
        return made == null ? refused(container, revision) : failure(made);
    }

    private static Optional<Failure> failure(Revision revision) {
        return revision.getStatus() == null
                ? Optional.empty()
                : failure(revision.getStatus().getConditions(), "ResourcesAvailable")
                        .or(() -> failure(revision.getStatus().getConditions(), "ContainerHealthy"));
    }

    /** Whatever keeps Knative from making the Revision itself is said of the Service, once it has looked at that. */
    private Optional<Failure> refused(ContainerId container, String revision) {
        return service(container)
                .filter(service -> newest(container).filter(revision::equals).isPresent())
                .filter(service -> service.getStatus() != null
                        && service.getMetadata()
                                .getGeneration()
                                .equals(service.getStatus().getObservedGeneration()))
                .flatMap(service -> failure(service.getStatus().getConditions(), "ConfigurationsReady"));
    }

    private static Optional<Failure> failure(List<Condition> conditions, String type) {
        return conditions.stream()
                .filter(condition -> type.equals(condition.getType()) && "False".equals(condition.getStatus()))
                .flatMap(condition -> ClusterTroubles.unmade(condition.getReason(), condition.getMessage()).stream())
                .findFirst();
    }

    @Override
    public void close() {
        closed = true;
        services.close();
        revisions.close();
    }

    private record ServiceChanges(Drift drift, Consumer<HasMetadata> changed) implements ResourceEventHandler<Service> {
        @Override
        public void onAdd(Service service) {
            changed.accept(service);
        }

        @Override
        public void onUpdate(Service before, Service now) {
            if (!conditions(before).equals(conditions(now))) {
                changed.accept(now);
            }
        }

        private static List<Condition> conditions(Service service) {
            return Stream.ofNullable(service.getStatus())
                    .flatMap(status -> status.getConditions().stream())
                    .toList();
        }

        @Override
        public void onDelete(Service service, boolean unknown) {
            drift.gone(service);
            changed.accept(service);
        }
    }

    private record RevisionChanges(Consumer<HasMetadata> changed) implements ResourceEventHandler<Revision> {
        @Override
        public void onAdd(Revision revision) {
            changed.accept(revision);
        }

        @Override
        public void onUpdate(Revision before, Revision now) {
            if (!failure(before).equals(failure(now))) {
                changed.accept(now);
            }
        }

        @Override
        public void onDelete(Revision revision, boolean unknown) {
            changed.accept(revision);
        }
    }
}
