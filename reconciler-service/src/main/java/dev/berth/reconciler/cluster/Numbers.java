package dev.berth.reconciler.cluster;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.function.IntPredicate;

/** Changes how many pods a Deployment has. It asks the cluster, as the view may not have heard of the last change yet. */
final class Numbers {

    private final KubernetesClient client;
    private final Asked asked;

    Numbers(KubernetesClient client, Asked asked) {
        this.client = client;
        this.asked = asked;
    }

    /** To no fewer than so many. */
    void raise(String namespace, String deployment, int replicas) {
        change(namespace, deployment, now -> now < replicas, replicas);
    }

    /** To no more than so many. */
    void lower(String namespace, String deployment, int replicas) {
        change(namespace, deployment, now -> now > replicas, replicas);
    }

    private void change(String namespace, String name, IntPredicate wrong, int replicas) {
        Resource<Deployment> deployment =
                client.apps().deployments().inNamespace(namespace).withName(name);
        asked.unlessMissing("change a Deployment", () -> {
            Deployment now = deployment.get();
            if (now != null && wrong.test(now.getSpec().getReplicas())) {
                deployment.patch(merge(), "{\"spec\":{\"replicas\":%d}}".formatted(replicas));
            }
        });
    }

    /** A change of what the object names, and of nothing else, in Berth's name. */
    static PatchContext merge() {
        PatchContext context = PatchContext.of(PatchType.JSON_MERGE);
        context.setFieldManager(Names.MANAGER);
        return context;
    }
}
