package dev.berth.reconciler.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;

/** Hears of objects that are gone; how the others are, is looked at as they are stored ({@link Trimmed}). */
final class Disappearances<T extends HasMetadata> implements ResourceEventHandler<T> {

    private final Drift drift;

    Disappearances(Drift drift) {
        this.drift = drift;
    }

    @Override
    public void onAdd(T object) {}

    @Override
    public void onUpdate(T before, T now) {}

    @Override
    public void onDelete(T object, boolean unknown) {
        drift.gone(object);
    }
}
