package dev.berth.reconciler.cluster;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Applies objects in Berth's name, and has them watched from then on. */
final class Writer {

    private final KubernetesClient client;
    private final Asked asked;
    private final Drift drift;

    Writer(KubernetesClient client, Asked asked, Drift drift) {
        this.client = client;
        this.asked = asked;
        this.drift = drift;
    }

    void apply(HasMetadata object) {
        if (!stands(object)) {
            write(object);
        }
    }

    /** Whether the very same stands already, whoever applied it; nothing is asked of the cluster. */
    boolean stands(HasMetadata object) {
        Drift.Key key = Drift.Key.of(object);
        if (!drift.knows(key)) {
            return false;
        }
        UUID manifest = manifest(object);
        if (!drift.stands(key, manifest)) {
            UUID said = Content.of(object);
            drift.adopt(key, content -> content.contains(said), unsaid(object), Optional.of(manifest));
        }
        return drift.stands(key, manifest);
    }

    /** Whatever stands: some fields were changed in Berth's own name since. */
    HasMetadata write(HasMetadata object) {
        Drift.Key key = Drift.Key.of(object);
        drift.applying(key);
        try {
            HasMetadata now = asked.of(
                    "apply " + object.getKind() + " " + object.getMetadata().getName(),
                    () -> client.resource(object)
                            .fieldManager(Names.MANAGER)
                            .forceConflicts()
                            .serverSideApply());
            drift.applied(now, unsaid(object), manifest(object));
            return now;
        } catch (RuntimeException e) {
            drift.notApplied(key);
            throw e;
        }
    }

    private static UUID manifest(HasMetadata object) {
        return UUID.nameUUIDFromBytes(Serialization.asJson(object).getBytes(StandardCharsets.UTF_8));
    }

    /** What another may have set since, and may change. */
    private static Set<String> unsaid(HasMetadata object) {
        return switch (object) {
            case Deployment deployment when deployment.getSpec().getReplicas() == null -> Set.of("spec.replicas");
            case PersistentVolumeClaim _ -> Set.of("spec.resources.requests.storage");
            default -> Set.of();
        };
    }

    /** Applies it, and answers how it is then; nothing where it was so already. */
    Optional<HasMetadata> restore(HasMetadata object) {
        Optional<String> before = read(object).map(Writer::version);
        HasMetadata now = write(object);
        return before.filter(version(now)::equals).isPresent() ? Optional.empty() : Optional.of(now);
    }

    private static String version(HasMetadata object) {
        return object.getMetadata().getResourceVersion();
    }

    /** Has an object kept that stands from before, whatever is said there. */
    void adopt(HasMetadata object) {
        drift.adopt(Drift.Key.of(object), _ -> true, unsaid(object), Optional.empty());
    }

    /** What stands of that name. */
    <T extends HasMetadata> Optional<T> read(T object) {
        return asked.of(
                "read an object",
                () -> Optional.ofNullable(client.resource(object).get()));
    }

    /** The same with what others have made of it: it is there until all of that is gone. */
    void deleteWhole(HasMetadata object) {
        delete(object, DeletionPropagation.FOREGROUND);
    }

    /** Nobody has taken it away but Berth. */
    void delete(HasMetadata object) {
        delete(object, DeletionPropagation.BACKGROUND);
    }

    private void delete(HasMetadata object, DeletionPropagation propagation) {
        drift.deleting(Drift.Key.of(object));
        asked.unlessMissing(
                "delete " + object.getKind() + " " + object.getMetadata().getName(),
                () -> client.resource(object).withPropagationPolicy(propagation).delete());
    }
}
