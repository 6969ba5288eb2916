package dev.berth.reconciler.container;

import dev.berth.events.NamespaceEvent;
import dev.berth.events.NamespaceEvent.NamespaceConfigured;
import dev.berth.events.NamespaceEvent.NamespaceCreated;
import dev.berth.events.NamespaceEvent.NamespaceDeleted;
import dev.berth.events.NamespaceEvent.NamespaceDeletionRequested;
import dev.berth.events.NamespaceEvent.VariablesRolledOut;
import dev.berth.events.spec.Secret;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the reconciler needs of a namespace: its name, and its variables, as each revision had them.
 *
 * @param name empty until it has been heard of
 * @param deleted whether nothing is left of it
 * @param variables by variables revision; deployments name the one that they run with
 */
public record NamespaceStory(Optional<String> name, boolean deleted, Map<Integer, Variables> variables) {

    public static final NamespaceStory NONE = new NamespaceStory(Optional.empty(), false, Map.of());

    /** Variables that all containers of a namespace share. */
    public record Variables(Map<String, String> plain, Map<String, Secret> secret) {
        static final Variables EMPTY = new Variables(Map.of(), Map.of());
    }

    /** All that containers of a namespace share. */
    public record Shared(String name, Variables variables) {}

    public NamespaceStory {
        variables = Map.copyOf(variables);
    }

    /** Never refuses: the event has happened. */
    public NamespaceStory after(NamespaceEvent event) {
        return switch (event) {
            case NamespaceConfigured configured -> with(configured);
            case NamespaceCreated created -> new NamespaceStory(Optional.of(created.name()), false, variables);
            case NamespaceDeletionRequested _, VariablesRolledOut _ -> this;
            case NamespaceDeleted _ -> new NamespaceStory(Optional.empty(), true, Map.of());
        };
    }

    /** What is shared at that revision of the variables; empty when it has not been heard of yet. */
    Optional<Shared> of(int variablesRevision) {
        return name.flatMap(known -> variables(variablesRevision).map(values -> new Shared(known, values)));
    }

    private Optional<Variables> variables(int revision) {
        return revision == 0 ? Optional.of(Variables.EMPTY) : Optional.ofNullable(variables.get(revision));
    }

    private NamespaceStory with(NamespaceConfigured configured) {
        if (variables.containsKey(configured.variablesRevision())) {
            return this;
        }
        Map<Integer, Variables> all = new HashMap<>(variables);
        all.put(
                configured.variablesRevision(),
                new Variables(configured.spec().environment(), configured.spec().secretEnvironment()));
        return new NamespaceStory(name, deleted, all);
    }
}
