package dev.berth.reconciler.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Notices when somebody else changes a field that Berth applied, or deletes an object. */
final class Drift {

    /** An object, whatever its state. */
    record Key(String kind, String namespace, String name) {
        /** A Knative Service has a Service of the same name. */
        private static String kind(HasMetadata object) {
            return object.getApiVersion().startsWith(Knative.GROUP) ? "Knative " + object.getKind() : object.getKind();
        }

        static Key of(HasMetadata object) {
            String namespace = object.getMetadata().getNamespace();
            return new Key(
                    kind(object),
                    namespace == null ? "" : namespace,
                    object.getMetadata().getName());
        }
    }

    /**
     * What was done to an object by somebody else.
     *
     * @param fields that are not as Berth applied them; none where the object is gone
     * @param by the field manager; empty where the object is gone, as the cluster keeps no book of that
     */
    record Change(Key object, Set<String> fields, String by) {
        String words() {
            return fields.isEmpty() ? "deleted" : "%s changed by %s".formatted(String.join(", ", fields), by);
        }
    }

    /**
     * How an object was applied.
     *
     * @param fields that are Berth's since
     * @param manifest tells what was applied from anything else; empty once the object is not as it was applied
     */
    private record Applied(Set<String> fields, Optional<UUID> manifest) {
        Applied spoilt() {
            return new Applied(fields, Optional.empty());
        }
    }

    private final Map<Key, Applied> applied = new ConcurrentHashMap<>();

    /** Most objects of a kind have the same fields, so that these need not be kept more than once. */
    private final Map<Set<String>, Set<String>> shapes = new ConcurrentHashMap<>();

    private volatile Consumer<Change> listener = _ -> {};

    /** Tells this one what has to be put back. */
    void tell(Consumer<Change> putBack) {
        listener = putBack;
    }

    /**
     * Berth has applied the object, and this is what the cluster made of it.
     *
     * @param others fields that are for somebody else to change
     * @param manifest tells what was applied from anything else; empty where that was another process
     */
    void applied(HasMetadata object, Set<String> others, Optional<UUID> manifest) {
        Set<String> fields = Ownership.ours(object);
        fields.removeAll(others);
        applied.put(Key.of(object), new Applied(shapes.computeIfAbsent(fields, Set::copyOf), manifest));
    }

    /** Whether the object is as this made it, as far as the cluster has told. */
    boolean stands(Key object, UUID manifest) {
        Applied known = applied.get(object);
        return known != null && known.manifest().filter(manifest::equals).isPresent();
    }

    /** Berth itself deletes the object now. */
    void deleting(Key object) {
        applied.remove(object);
    }

    /** Berth itself deletes the namespace now, with all that is in it. */
    void deleting(String namespace) {
        applied.remove(new Key("Namespace", "", namespace));
        applied.keySet().removeIf(key -> key.namespace().equals(namespace));
    }

    /** Berth itself deletes everything now. */
    void deleting() {
        applied.clear();
    }

    /** The cluster tells how an object is now. */
    void seen(HasMetadata object) {
        Key key = Key.of(object);
        Applied ours = applied.get(key);
        if (ours == null || object.getMetadata().getDeletionTimestamp() != null) {
            return;
        }
        Set<String> lost = new TreeSet<>(ours.fields());
        lost.removeAll(Ownership.ours(object));
        if (!lost.isEmpty()) {
            applied.computeIfPresent(key, (_, was) -> was.spoilt());
            listener.accept(new Change(key, lost, Ownership.other(object, lost)));
        }
    }

    /** The cluster tells that there is no such object any more. */
    void gone(HasMetadata object) {
        Key key = Key.of(object);
        if (applied.computeIfPresent(key, (_, was) -> was.spoilt()) != null) {
            listener.accept(new Change(key, Set.of(), ""));
        }
    }
}
