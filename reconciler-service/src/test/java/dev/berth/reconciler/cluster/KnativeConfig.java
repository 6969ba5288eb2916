package dev.berth.reconciler.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Objects;

/** Has Knative run images that nodes have and no registry, for as long as it is open. */
record KnativeConfig(Resource<ConfigMap> config, String before) implements AutoCloseable {

    private static final String KEY = "registries-skipping-tag-resolving";

    static KnativeConfig runImagesOfNodes(KubernetesClient client) {
        Resource<ConfigMap> config =
                client.configMaps().inNamespace(Knative.HOME).withName("config-deployment");
        String before = Objects.requireNonNullElse(config.get().getData().get(KEY), "kind.local,ko.local,dev.local");
        KnativeConfig changed = new KnativeConfig(config, before);
        changed.set(before + ",berth.local");
        return changed;
    }

    private void set(String registries) {
        config.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"%s\":\"%s\"}}".formatted(KEY, registries));
    }

    @Override
    public void close() {
        set(before);
    }
}
