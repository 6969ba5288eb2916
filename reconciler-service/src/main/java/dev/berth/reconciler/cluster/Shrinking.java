package dev.berth.reconciler.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    private final Asked asked;
    private final View view;
    private final Numbers numbers;
    private final Revisions revisions;

    Shrinking(KubernetesClient client, Asked asked, View view) {
        this.client = client;
        this.asked = asked;
        this.view = view;
        this.numbers = new Numbers(client, asked);
        this.revisions = new Revisions(client, asked);
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
        leaving.stream().findFirst().ifPresent(pod -> lower(pod, staying));
    }

    /** Knative raises the number again if its requests want that. */
    private void lower(Pod pod, int staying) {
        String namespace = pod.getMetadata().getNamespace();
        Optional<String> revision = Knative.revision(pod);
        if (revision.isEmpty()) {
            numbers.lower(namespace, Names.deployment(pod), staying);
            return;
        }
        revisions.lower(namespace, revision.get(), staying);
        Pods.container(pod)
                .flatMap(container -> view.deployment(namespace, container, Pods.deployment(pod)))
                .ifPresent(deployment ->
                        numbers.lower(namespace, deployment.getMetadata().getName(), staying));
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
        asked.unlessMissing(
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
        asked.unlessMissing(
                "change a pod",
                () -> client.pods()
                        .inNamespace(pod.getMetadata().getNamespace())
                        .withName(pod.getMetadata().getName())
                        .patch(Numbers.merge(), patch));
    }
}
