package dev.berth.reconciler.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;

/**
 * Has a Deployment's controller end the pods that Berth has chosen, and none in their stead.
 *
 * <p>When it has too many, a controller first takes those that have no node, do not run, or are not ready, and only
 * among equals the one whose deletion costs least.
 */
final class Shrinking {

    private static final String COST = "controller.kubernetes.io/pod-deletion-cost";
    private static final int LEAST = Integer.MIN_VALUE;
    private static final int MOST = Integer.MAX_VALUE;

    private final KubernetesClient client;
    private final View view;

    Shrinking(KubernetesClient client, View view) {
        this.client = client;
        this.view = view;
    }

    /** Ends these pods of one Deployment, so that so many others stand. */
    void shrink(List<Pod> leaving, int staying) {
        List<Pod> standing =
                leaving.stream().filter(pod -> !Pods.isLeaving(pod)).toList();
        List<Pod> others = others(leaving);
        if (others.stream().allMatch(Pods::isReady)) {
            standing.forEach(pod -> price(pod, LEAST));
        } else {
            // the controller would rather take one of the others: so those that leave are ended by name, and what it
            // makes in their place before it hears of the new number is worth least
            others.forEach(pod -> price(pod, MOST));
            standing.forEach(this::end);
        }
        leaving.stream().findFirst().ifPresent(pod -> lower(deployment(pod), staying));
    }

    private List<Pod> others(List<Pod> leaving) {
        return leaving.stream()
                .findFirst()
                .flatMap(one -> Pods.container(one)
                        .map(container -> view.pods(container).stream()
                                .filter(other -> Pods.deployment(other) == Pods.deployment(one))
                                .filter(other -> !leaving.contains(other) && !Pods.isLeaving(other))
                                .toList()))
                .orElse(List.of());
    }

    private void end(Pod pod) {
        Asked.unlessMissing(
                "end a pod",
                () -> client.pods()
                        .inNamespace(pod.getMetadata().getNamespace())
                        .withName(pod.getMetadata().getName())
                        .delete());
    }

    private void price(Pod pod, int cost) {
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        if (annotations != null && Integer.toString(cost).equals(annotations.get(COST))) {
            return;
        }
        String patch = "{\"metadata\":{\"annotations\":{\"%s\":\"%d\"}}}".formatted(COST, cost);
        Asked.unlessMissing(
                "change a pod",
                () -> client.pods()
                        .inNamespace(pod.getMetadata().getNamespace())
                        .withName(pod.getMetadata().getName())
                        .patch(merge(), patch));
    }

    private RollableScalableResource<Deployment> deployment(Pod pod) {
        return client.apps()
                .deployments()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(Names.deployment(pod));
    }

    /** Asks the cluster rather than the view, which may not have heard of the last change yet. */
    private static void lower(RollableScalableResource<Deployment> resource, int replicas) {
        Asked.unlessMissing("change a Deployment", () -> {
            Deployment now = resource.get();
            if (now != null && now.getSpec().getReplicas() > replicas) {
                resource.patch(merge(), "{\"spec\":{\"replicas\":%d}}".formatted(replicas));
            }
        });
    }

    private static PatchContext merge() {
        PatchContext context = PatchContext.of(PatchType.JSON_MERGE);
        context.setFieldManager(Names.MANAGER);
        return context;
    }
}
