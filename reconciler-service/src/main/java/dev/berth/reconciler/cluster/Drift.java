package dev.berth.reconciler.cluster;

import dev.berth.reconciler.engine.Correction;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

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

        Correction correction() {
            return new Correction(
                    object.kind() + " " + object.name(),
                    List.copyOf(fields),
                    Optional.of(by).filter(manager -> !manager.isEmpty()));
        }
    }

    /** What is known of an object. */
    private sealed interface Known {

        /**
         * Berth keeps it as it was applied.
         *
         * @param fields that are Berth's since
         * @param manifest tells what was applied from anything else; empty once the object is not as it was applied
         */
        record Applied(Set<String> fields, Optional<UUID> manifest) implements Known {
            Applied spoilt() {
                return new Applied(fields, Optional.empty());
            }
        }

        /**
         * It stands from before, or another reconciler keeps it.
         *
         * @param fields that are Berth's
         * @param content what these say, as {@link Content} has it
         */
        record Found(Set<String> fields, Set<UUID> content) implements Known {}

        /** Berth applies it just now for the first time, and is told in the answer what became of it. */
        record Applying() implements Known {}
    }

    private final Map<Key, Known> known = new ConcurrentHashMap<>();

    /** Most objects of a kind have the same fields, so that these need not be kept more than once. */
    private final Map<Set<String>, Set<String>> shapes = new ConcurrentHashMap<>();

    private volatile Consumer<Change> listener = _ -> {};

    /** Tells this one what has to be put back. */
    void tell(Consumer<Change> putBack) {
        listener = putBack;
    }

    /** Berth begins to apply the object; what the cluster tells of it meanwhile is what is in the answer too. */
    void applying(Key object) {
        known.compute(object, (_, was) -> was instanceof Known.Applied ? was : new Known.Applying());
    }

    /** Berth could not apply the object, or does not know whether it could. */
    void notApplied(Key object) {
        known.computeIfPresent(object, (_, was) -> was instanceof Known.Applying ? null : was);
    }

    /**
     * Berth has applied the object, and this is what the cluster made of it.
     *
     * @param others fields that are for somebody else to change
     * @param manifest tells what was applied from anything else
     */
    void applied(HasMetadata object, Set<String> others, UUID manifest) {
        known.put(Key.of(object), new Known.Applied(fields(object, others), Optional.of(manifest)));
    }

    /** Whether the object is as this made it, as far as the cluster has told. */
    boolean stands(Key object, UUID manifest) {
        return known.get(object) instanceof Known.Applied applied
                && applied.manifest().filter(manifest::equals).isPresent();
    }

    /** Whether anything is known of the object. */
    boolean knows(Key object) {
        return known.containsKey(object);
    }

    /**
     * Keeps an object from now on that stands from before, if what Berth has said of it is this.
     *
     * @param others fields that are for somebody else to change
     * @param manifest tells from anything else what says the same; empty where it may say more
     */
    void adopt(Key object, Predicate<Set<UUID>> content, Set<String> others, Optional<UUID> manifest) {
        known.computeIfPresent(
                object,
                (_, was) -> was instanceof Known.Found found && content.test(found.content())
                        ? new Known.Applied(without(found.fields(), others), manifest)
                        : was);
    }

    private Set<String> fields(HasMetadata object, Set<String> others) {
        return without(Ownership.ours(object), others);
    }

    private Set<String> without(Set<String> fields, Set<String> others) {
        Set<String> left = new TreeSet<>(fields);
        left.removeAll(others);
        return shapes.computeIfAbsent(left, Set::copyOf);
    }

    /** Berth itself deletes the object now. */
    void deleting(Key object) {
        known.remove(object);
    }

    /** Berth itself deletes the namespace now, with all that is in it. */
    void deleting(String namespace) {
        known.remove(new Key("Namespace", "", namespace));
        known.keySet().removeIf(key -> key.namespace().equals(namespace));
    }

    /** Berth itself deletes everything now. */
    void deleting() {
        known.clear();
    }

    /** The cluster tells how an object is now. */
    void seen(HasMetadata object) {
        boolean ends = object.getMetadata().getDeletionTimestamp() != null;
        Set<String> lost = new TreeSet<>();
        known.compute(Key.of(object), (_, was) -> {
            if (was instanceof Known.Applied applied) {
                lost.addAll(ends ? Set.of() : applied.fields());
                lost.removeAll(Ownership.ours(object));
                return lost.isEmpty() ? applied : applied.spoilt();
            }
            if (was instanceof Known.Applying && !ends) {
                return was;
            }
            return ends ? null : new Known.Found(fields(object, Set.of()), Content.standing(object));
        });
        if (!lost.isEmpty()) {
            listener.accept(new Change(Key.of(object), lost, Ownership.other(object, lost)));
        }
    }

    /** The cluster tells that there is no such object any more. */
    void gone(HasMetadata object) {
        Key key = Key.of(object);
        boolean kept =
                known.computeIfPresent(key, (_, was) -> was instanceof Known.Applied applied ? applied.spoilt() : null)
                        != null;
        if (kept) {
            listener.accept(new Change(key, Set.of(), ""));
        }
    }
}
