package dev.berth.reconciler.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps what is read of objects, and not what the cluster notes for itself, once that has been looked at. */
final class Trimmed<T extends HasMetadata> extends BasicItemStore<T> {

    /** How many objects are read at once when all of them are listed, so that they are never held untrimmed all together. */
    static final long PAGE = 500;

    private final Consumer<? super T> look;
    private final Consumer<T> trim;

    /**
     * @param look sees the whole object before
     * @param trim takes away from an object what else is not needed
     */
    Trimmed(Consumer<? super T> look, Consumer<T> trim) {
        super(Cache::metaNamespaceKeyFunc);
        this.look = look;
        this.trim = trim;
    }

    @Override
    public @Nullable T put(String key, T resource) {
        look.accept(resource);
        resource.getMetadata().setManagedFields(List.of());
        trim.accept(resource);
        return super.put(key, resource);
    }
}
