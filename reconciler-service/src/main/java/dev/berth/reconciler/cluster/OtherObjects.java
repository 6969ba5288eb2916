package dev.berth.reconciler.cluster;

import dev.berth.events.ContainerId;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Follows the objects that only have to stay as they are; no more than their names is kept of them. */
final class OtherObjects implements AutoCloseable {

    private static final String BY_CONTAINER = "container";

    private final Drift drift;
    private final List<SharedIndexInformer<? extends HasMetadata>> informers;

    OtherObjects(KubernetesClient client, String platform, Drift drift) {
        this.drift = drift;
        Map<String, String> ours = Names.ours(platform);
        this.informers = List.of(
                follow(client.services().inAnyNamespace().withLabels(ours), service -> service.setSpec(null)),
                follow(client.secrets().inAnyNamespace().withLabels(ours), secret -> secret.setData(null)),
                follow(
                        client.policy()
                                .v1()
                                .podDisruptionBudget()
                                .inAnyNamespace()
                                .withLabels(ours),
                        budget -> budget.setSpec(null)),
                follow(
                        client.autoscaling()
                                .v2()
                                .horizontalPodAutoscalers()
                                .inAnyNamespace()
                                .withLabels(ours),
                        OtherObjects::trim),
                follow(client.persistentVolumeClaims().inAnyNamespace().withLabels(ours), OtherObjects::trim),
                follow(client.resourceQuotas().inAnyNamespace().withLabels(ours), OtherObjects::trim),
                follow(
                        client.network().v1().networkPolicies().inAnyNamespace().withLabels(ours),
                        policy -> policy.setSpec(null)));
    }

    private <T extends HasMetadata> SharedIndexInformer<T> follow(Informable<T> resources, Consumer<T> trim) {
        return resources
                .withLimit(Trimmed.PAGE)
                .runnableInformer(0)
                .addIndexers(Map.of(BY_CONTAINER, Names::owner))
                .itemStore(new Trimmed<>(drift::seen, trim))
                .exceptionHandler((_, _) -> true)
                .addEventHandler(new Disappearances<>(drift));
    }

    boolean hasSynced() {
        return informers.stream().allMatch(SharedIndexInformer::hasSynced);
    }

    /** Those of a container; of volumes there are none among them, as they may outlive it. */
    List<HasMetadata> of(ContainerId container) {
        return informers.stream()
                .<HasMetadata>flatMap(
                        informer -> informer.getIndexer().byIndex(BY_CONTAINER, container.toString()).stream())
                .filter(object -> !(object instanceof PersistentVolumeClaim))
                .toList();
    }

    private static void trim(HorizontalPodAutoscaler autoscaler) {
        autoscaler.setSpec(null);
        autoscaler.setStatus(null);
    }

    private static void trim(PersistentVolumeClaim claim) {
        claim.setSpec(null);
        claim.setStatus(null);
    }

    private static void trim(ResourceQuota quota) {
        quota.setSpec(null);
        quota.setStatus(null);
    }

    /** Completes once all of them were seen. */
    CompletableFuture<Void> start() {
        return CompletableFuture.allOf(informers.stream()
                .map(informer -> informer.start().toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::close);
    }
}
