package dev.berth.reconciler.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps what is read of objects, and not what the cluster notes for itself, once that has been looked at. */
final class Trimmed<T extends HasMetadata> extends BasicItemStore<T> {

    private final Drift drift;
    private final Consumer<T> trim;

    /** @param trim takes away from an object what else is not needed */
    Trimmed(Drift drift, Consumer<T> trim) {
        super(Cache::metaNamespaceKeyFunc);
        this.drift = drift;
        this.trim = trim;
    }

    @Override
    public @Nullable T put(String key, T resource) {
        drift.seen(resource);
        resource.getMetadata().setManagedFields(List.of());
        trim.accept(resource);
        return super.put(key, resource);
    }
}
