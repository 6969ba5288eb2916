package dev.berth.reconciler.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.function.Supplier;

/** Asks the cluster at its pace, and says in the engine's terms what went wrong. */
final class Asked {

    private final Pace pace;

    Asked(Pace pace) {
        this.pace = pace;
    }

    <T> T of(String what, Supplier<T> question) {
        try {
            return pace.keep(question);
        } catch (KubernetesClientException e) {
            throw ClusterTroubles.of(what, e);
        }
    }

    /** The same; what is gone already needs nothing any more. */
    void unlessMissing(String what, Runnable change) {
        var _ = ifThere(what, change);
    }

    /** The same; answers whether there was anything to change. */
    boolean ifThere(String what, Runnable change) {
        try {
            pace.keep(() -> {
                change.run();
                return true;
            });
            return true;
        } catch (KubernetesClientException e) {
            if (ClusterTroubles.isMissing(e)) {
                return false;
            }
            throw ClusterTroubles.of(what, e);
        }
    }
}
