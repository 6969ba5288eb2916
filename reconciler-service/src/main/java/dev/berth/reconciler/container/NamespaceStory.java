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
 * What the reconciler needs of a namespace: its variables, as each revision had them.
 *
 * @param variables by variables revision; deployments name the one that they run with
 */
public record NamespaceStory(Map<Integer, Variables> variables) {

    public static final NamespaceStory NONE = new NamespaceStory(Map.of());

    /** Variables that all containers of a namespace share. */
    public record Variables(Map<String, String> plain, Map<String, Secret> secret) {
        static final Variables EMPTY = new Variables(Map.of(), Map.of());
    }

    public NamespaceStory {
        variables = Map.copyOf(variables);
    }

    /** Never refuses: the event has happened. */
    public NamespaceStory after(NamespaceEvent event) {
        return switch (event) {
            case NamespaceConfigured configured -> with(configured);
            case NamespaceCreated _, NamespaceDeletionRequested _, VariablesRolledOut _ -> this;
            case NamespaceDeleted _ -> NONE;
        };
    }

    /** The variables of that revision; empty when it has not been heard of yet. */
    Optional<Variables> of(int variablesRevision) {
        return variablesRevision == 0
                ? Optional.of(Variables.EMPTY)
                : Optional.ofNullable(variables.get(variablesRevision));
    }

    private NamespaceStory with(NamespaceConfigured configured) {
        if (variables.containsKey(configured.variablesRevision())) {
            return this;
        }
        Map<Integer, Variables> all = new HashMap<>(variables);
        all.put(
                configured.variablesRevision(),
                new Variables(configured.spec().environment(), configured.spec().secretEnvironment()));
        return new NamespaceStory(all);
    }
}
