package dev.berth.gateway.knative;

import dev.berth.gateway.ingress.Ingress;
import dev.berth.gateway.ingress.Ingresses;
import dev.berth.gateway.ingress.ServiceName;
import dev.berth.gateway.ingress.Slice;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows the cluster by watches. Whatever is heard of an object, it is looked at as it is by then, so that order and number of
 * tidings do not matter, and a watch that was lost has left nothing behind once it is back.
 */
final class ClusterView implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ClusterView.class);

    private final SharedIndexInformer<GenericKubernetesResource> objects;
    private final SharedIndexInformer<Service> services;
    private final SharedIndexInformer<EndpointSlice> slices;
    private final Ingresses ingresses;
    private final String ingressClass;
    private final Changes changes;
    private final Map<String, Slice> known = new HashMap<>();
    private final Set<String> othersNamed = new HashSet<>();
    private final AtomicBoolean blind = new AtomicBoolean();

    /** Who is told of what changed. */
    interface Changes {

        /** An Ingress of our class is there, or has changed. */
        void changed(Ingress.Name name);

        /** An Ingress of our class is gone. */
        void gone(Ingress.Name name);

        /** A service has changed, or has come or gone. */
        void changed(ServiceName name);
    }

    /**
     * An Ingress as the cluster has it.
     *
     * @param object for what is written to it
     */
    record Seen(Ingress ingress, GenericKubernetesResource object) {}

    ClusterView(KubernetesClient client, String ingressClass, Ingresses ingresses, Changes changes) {
        this.ingresses = ingresses;
        this.ingressClass = ingressClass;
        this.changes = changes;
        this.services = follow(client.services().inAnyNamespace(), this::service);
        this.slices = follow(client.discovery().v1().endpointSlices().inAnyNamespace(), this::slice);
        this.objects =
                follow(client.genericKubernetesResources(Readings.INGRESSES).inAnyNamespace(), this::ingress);
    }

    private <T extends HasMetadata> SharedIndexInformer<T> follow(Informable<T> all, Consumer<String> look) {
        return all.runnableInformer(0)
                .itemStore(new Trimmed<>())
                .exceptionHandler((_, trouble) -> {
                    if (!blind.getAndSet(true)) {
                        LOG.warnf("the cluster is not seen, and looked for again and again: %s", trouble.getMessage());
                    }
                    return true;
                })
                .addEventHandler(new Heard<>(key -> {
                    if (blind.getAndSet(false)) {
                        LOG.info("the cluster is seen again");
                    }
                    look.accept(key);
                }));
    }

    /** Completes once all that there was at first has been taken in. */
    CompletableFuture<Void> start() {
        return CompletableFuture.allOf(
                        services.start().toCompletableFuture(),
                        slices.start().toCompletableFuture(),
                        objects.start().toCompletableFuture())
                .thenRun(() -> {
                    services.getStore().listKeys().forEach(this::service);
                    slices.getStore().listKeys().forEach(this::slice);
                    objects.getStore().listKeys().forEach(this::ingress);
                });
    }

    /** The names of all Ingress objects of our class. */
    List<Ingress.Name> names() {
        return objects.getStore().list().stream()
                .filter(this::isOurs)
                .map(Readings::name)
                .toList();
    }

    /** An Ingress of our class as it is now; empty when there is none. */
    Optional<Seen> seen(Ingress.Name name) {
        return Optional.ofNullable(objects.getStore().getByKey(Cache.namespaceKeyFunc(name.namespace(), name.name())))
                .filter(this::isOurs)
                .flatMap(object -> read(object).map(ingress -> new Seen(ingress, object)));
    }

    private boolean isOurs(HasMetadata object) {
        return Readings.ingressClass(object).equals(ingressClass);
    }

    private static Optional<Ingress> read(GenericKubernetesResource object) {
        try {
            return Optional.of(Readings.ingress(object));
        } catch (IllegalArgumentException e) {
            LOG.errorf(e, "Ingress %s is not as Knative's API says, and is not served", Readings.name(object));
            return Optional.empty();
        }
    }

    private synchronized void ingress(String key) {
        GenericKubernetesResource object = objects.getStore().getByKey(key);
        Ingress.Name name = name(key);
        if (object != null && !isOurs(object)) {
            sayWhose(Readings.ingressClass(object));
        }
        Optional<Ingress> now = seen(name).map(Seen::ingress);
        if (now.isPresent()) {
            ingresses.put(now.get());
            changes.changed(name);
        } else {
            ingresses.remove(name);
            changes.gone(name);
        }
    }

    private void sayWhose(String other) {
        if (othersNamed.add(other)) {
            LOG.infof(
                    "Ingress objects %s are left to others; the gateway serves those of class %s",
                    other.isEmpty() ? "without a class" : "of class " + other, ingressClass);
        }
    }

    private synchronized void service(String key) {
        Service service = services.getStore().getByKey(key);
        ServiceName name = new ServiceName(name(key).namespace(), name(key).name());
        if (service == null) {
            ingresses.remove(name);
        } else {
            ingresses.put(Readings.service(service));
        }
        changes.changed(name);
    }

    private synchronized void slice(String key) {
        Optional<Slice> now =
                Optional.ofNullable(slices.getStore().getByKey(key)).flatMap(Readings::slice);
        Optional.ofNullable(known.remove(key))
                .filter(before -> now.filter(same -> same.service().equals(before.service()))
                        .isEmpty())
                .ifPresent(ingresses::remove);
        now.ifPresent(slice -> {
            known.put(key, slice);
            ingresses.put(slice);
        });
    }

    private static Ingress.Name name(String key) {
        int slash = key.indexOf('/');
        return new Ingress.Name(key.substring(0, slash), key.substring(slash + 1));
    }

    @Override
    public void close() {
        objects.close();
        slices.close();
        services.close();
    }

    /** Keeps objects without the cluster's own notes. */
    private static final class Trimmed<T extends HasMetadata> extends BasicItemStore<T> {

        Trimmed() {
            super(Cache::metaNamespaceKeyFunc);
        }

        @Override
        public @Nullable T put(String key, T resource) {
            resource.getMetadata().setManagedFields(List.of());
            return super.put(key, resource);
        }
    }

    /** Whatever is heard, only of whom counts. */
    private record Heard<T extends HasMetadata>(Consumer<String> look) implements ResourceEventHandler<T> {

        @Override
        public void onAdd(T object) {
            look.accept(Cache.metaNamespaceKeyFunc(object));
        }

        @Override
        public void onUpdate(T before, T now) {
            look.accept(Cache.metaNamespaceKeyFunc(now));
        }

        @Override
        public void onDelete(T object, boolean unknown) {
            look.accept(Cache.metaNamespaceKeyFunc(object));
        }
    }
}
