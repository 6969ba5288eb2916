package dev.berth.reconciler.cluster;

import dev.berth.reconciler.engine.EngineUnreachable;
import io.fabric8.knative.serving.v1.Revision;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Says to Knative what it cannot take from a Service: how many pods of a Revision there are at least, and which are to go. */
final class Revisions {

    /** The only things of a Revision that may change: Knative hands them on to its autoscaler. */
    private static final String LEAST = "autoscaling.knative.dev/min-scale";

    private static final String MOST = "autoscaling.knative.dev/max-scale";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KubernetesClient client;
    private final Asked asked;

    Revisions(KubernetesClient client, Asked asked) {
        this.client = client;
        this.asked = asked;
    }

    /**
     * At least so many, also of one that Knative is making just now.
     *
     * @param most how many there may be
     */
    void raise(String namespace, String revision, int replicas, int most) {
        Map<String, String> bounds =
                Map.of(LEAST, Integer.toString(replicas), MOST, Integer.toString(Math.max(replicas, most)));
        if (!bound(namespace, revision, bounds)) {
            awaitMade(namespace, revision);
            bound(namespace, revision, bounds);
        }
    }

    private void awaitMade(String namespace, String revision) {
        try {
            revision(namespace, revision)
                    .waitUntilCondition(Objects::nonNull, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (KubernetesClientTimeoutException e) {
            throw new EngineUnreachable("Knative has not made the Revision %s yet".formatted(revision), e);
        } catch (KubernetesClientException e) {
            throw ClusterTroubles.of("watch a Revision", e);
        }
    }

    /** No more than so many, unless its requests want them: none is what lets it sleep. */
    void lower(String namespace, String revision, int replicas) {
        bound(namespace, revision, Map.of(LEAST, Integer.toString(replicas)));
    }

    /** Answers whether there is such a Revision. */
    private boolean bound(String namespace, String revision, Map<String, String> bounds) {
        String patch = Serialization.asJson(Map.of("metadata", Map.of("annotations", bounds)));
        return asked.ifThere(
                "change a Revision", () -> revision(namespace, revision).patch(Numbers.merge(), patch));
    }

    /** Has these stand by beside the newest: what no Service leads to is ended by Knative. */
    void route(String namespace, String service, List<String> others) {
        String traffic = Serialization.asJson(Map.of("spec", Map.of("traffic", KnativeServices.traffic(others))));
        asked.unlessMissing(
                "change a Knative Service",
                () -> client.resources(Service.class)
                        .inNamespace(namespace)
                        .withName(service)
                        .patch(Numbers.merge(), traffic));
    }

    /** Ends all of it. */
    void delete(String namespace, String revision) {
        asked.unlessMissing(
                "delete a Revision", () -> revision(namespace, revision).delete());
    }

    private Resource<Revision> revision(String namespace, String name) {
        return client.resources(Revision.class).inNamespace(namespace).withName(name);
    }
}
