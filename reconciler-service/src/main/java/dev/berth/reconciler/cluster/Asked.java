package dev.berth.reconciler.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.function.Supplier;

/** Asks the cluster, and says in the engine's terms what went wrong. */
final class Asked {

    static <T> T of(String what, Supplier<T> question) {
        try {
            return question.get();
        } catch (KubernetesClientException e) {
            throw ClusterTroubles.of(what, e);
        }
    }

    /** The same; what is gone already needs nothing any more. */
    static void unlessMissing(String what, Runnable change) {
        try {
            change.run();
        } catch (KubernetesClientException e) {
            if (!ClusterTroubles.isMissing(e)) {
                throw ClusterTroubles.of(what, e);
            }
        }
    }

    private Asked() {}
}
