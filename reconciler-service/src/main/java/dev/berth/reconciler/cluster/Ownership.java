package dev.berth.reconciler.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who set which field of an object last, as the API server keeps book of it in {@code metadata.managedFields}. */
final class Ownership {

    /** What the names of fields begin with in the book, and those of a list's elements, by some of their fields or by value. */
    static final String FIELD = "f:";

    static final String KEY = "k:";
    static final String VALUE = "v:";

    private static final String STATUS = "status";
    private static final Pattern NAMED = Pattern.compile("k:\\{.*\"name\":\"([^\"]*)\".*}");

    /** The fields that Berth has set, and nobody else since. */
    static Set<String> ours(HasMetadata object) {
        Set<String> paths = new TreeSet<>();
        collect("", book(object), paths);
        return paths;
    }

    /** The same fields, as the book has them. */
    static Map<?, ?> book(HasMetadata object) {
        return entries(object).stream()
                .filter(entry -> Names.MANAGER.equals(entry.getManager()))
                .filter(entry -> !STATUS.equals(entry.getSubresource()))
                .<Map<?, ?>>map(Ownership::fields)
                .reduce(Map.of(), Ownership::both);
    }

    /** Of two parts of the book. */
    private static Map<?, ?> both(Map<?, ?> one, Map<?, ?> other) {
        Map<Object, Object> both = new HashMap<>(one);
        other.forEach((name, below) -> both.merge(
                name,
                below,
                (before, now) -> before instanceof Map<?, ?> first && now instanceof Map<?, ?> second
                        ? both(first, second)
                        : now));
        return both;
    }

    /** Who else set one of these fields; where nobody has any of them now, whoever changed the object last. */
    static String other(HasMetadata object, Set<String> fields) {
        List<ManagedFieldsEntry> others = entries(object).stream()
                .filter(entry -> !Names.MANAGER.equals(entry.getManager()))
                .filter(entry -> !STATUS.equals(entry.getSubresource()))
                .sorted(Comparator.comparing((ManagedFieldsEntry entry) -> String.valueOf(entry.getTime()))
                        .reversed())
                .toList();
        return others.stream()
                .filter(entry -> sets(entry, fields))
                .findFirst()
                .or(() -> others.stream().findFirst())
                .map(entry -> String.valueOf(entry.getManager()))
                .orElse("somebody");
    }

    private static boolean sets(ManagedFieldsEntry entry, Set<String> fields) {
        Set<String> paths = new TreeSet<>();
        collect("", fields(entry), paths);
        return paths.stream().anyMatch(fields::contains);
    }

    private static List<ManagedFieldsEntry> entries(HasMetadata object) {
        return Objects.requireNonNullElse(object.getMetadata().getManagedFields(), List.of());
    }

    private static Map<?, ?> fields(ManagedFieldsEntry entry) {
        return entry.getFieldsV1() == null ? Map.of() : entry.getFieldsV1().getAdditionalProperties();
    }

    /** Fields without fields of their own. */
    private static void collect(String path, Map<?, ?> fields, Set<String> paths) {
        if (fields.isEmpty()) {
            paths.add(path);
        }
        fields.forEach((name, below) -> {
            if (below instanceof Map<?, ?> map && !".".equals(name)) {
                collect(path + step(path, String.valueOf(name)), map, paths);
            }
        });
    }

    private static String step(String path, String name) {
        if (name.startsWith(FIELD)) {
            return (path.isEmpty() ? "" : ".") + name.substring(FIELD.length());
        }
        Matcher named = NAMED.matcher(name);
        return "[" + (named.matches() ? named.group(1) : name.substring(FIELD.length())) + "]";
    }

    private Ownership() {}
}
