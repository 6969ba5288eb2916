package dev.berth.api.views;

import static dev.berth.api.views.ViewTable.CONTAINER;
import static dev.berth.api.views.ViewTable.NAMESPACE;
import static dev.berth.api.views.ViewTable.ORGANIZATION;
import static dev.berth.api.views.ViewTable.PROJECT;
import static dev.berth.api.views.ViewTable.VARIANT;

import dev.berth.api.access.Scope;
import dev.berth.api.access.Scope.OfOrganization;
import dev.berth.api.access.Scope.OfPlatform;
import dev.berth.api.access.Scope.OfProject;
import dev.berth.events.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Columns that must have given values, or one of several: what the caller may see, and what it asked for.
 */
record Conditions(Map<String, Object> values) {

    Conditions {
        values = Map.copyOf(values);
    }

    /** Both together; empty when nothing can be in both. */
    static Optional<Conditions> of(Kind kind, Scope scope, Filter filter) {
        Map<String, Object> values = new LinkedHashMap<>();
        boolean possible = restrict(values, kind, scope);
        possible &= filter.organization()
                .map(it -> put(values, ORGANIZATION, it.value()))
                .orElse(true);
        possible &= filter.project().map(it -> put(values, PROJECT, it.value())).orElse(true);
        possible &=
                filter.namespace().map(it -> put(values, NAMESPACE, it.value())).orElse(true);
        possible &=
                filter.container().map(it -> put(values, CONTAINER, it.value())).orElse(true);
        possible &= filter.variants().isEmpty() || put(values, VARIANT, sorted(filter.variants()));
        possible &= filter.name().map(it -> put(values, "name", it)).orElse(true);
        return possible ? Optional.of(new Conditions(values)) : Optional.empty();
    }

    private static boolean restrict(Map<String, Object> values, Kind kind, Scope scope) {
        return switch (scope) {
            case OfPlatform _ -> true;
            case OfOrganization(var organization) -> put(values, ORGANIZATION, organization.value());
            case OfProject(var organization, var project) ->
                put(values, ORGANIZATION, organization.value())
                        && (kind == Kind.ORGANIZATION || put(values, PROJECT, project.value()));
        };
    }

    private static String[] sorted(Set<String> variants) {
        return variants.stream().sorted().toArray(String[]::new);
    }

    private static boolean put(Map<String, Object> values, String column, Object value) {
        Object before = values.putIfAbsent(column, value);
        return before == null || before.equals(value);
    }

    /** Only those on the given columns. */
    Conditions on(Collection<String> columns) {
        Map<String, Object> kept = new LinkedHashMap<>(values);
        kept.keySet().retainAll(columns);
        return new Conditions(kept);
    }

    boolean onlyOn(Collection<String> columns) {
        return columns.containsAll(values.keySet());
    }

    /** As SQL, with the values as parameters from {@code first} on; each begins with {@code and}. */
    String sql(int first) {
        StringBuilder sql = new StringBuilder();
        int parameter = first;
        for (String column : columns()) {
            String compared = values.get(column) instanceof String[] ? " = any($%d)" : " = $%d";
            sql.append(" and ").append(column).append(compared.formatted(parameter++));
        }
        return sql.toString();
    }

    List<Object> parameters() {
        return columns().stream().map(values::get).toList();
    }

    /** In one order, so that equal questions are equal statements. */
    private List<String> columns() {
        List<String> columns = new ArrayList<>(values.keySet());
        columns.sort(null);
        return columns;
    }
}
