package dev.berth.api.command;

import dev.berth.api.store.UniqueName;
import dev.berth.events.ResourceId;

/**
 * Lists of what waits for a process, kept as unique names: they are written along with the events that begin and end
 * it, so nothing is ever forgotten, and finding what is left costs next to nothing.
 */
public enum Unfinished {
    /** Namespaces whose containers do not all have the newest variables. */
    ROLLOUTS("unfinished/variables-rollouts"),
    /** Namespaces whose containers are on their way out. */
    NAMESPACE_DELETIONS("unfinished/namespace-deletions"),
    /** Projects whose namespaces are on their way out. */
    PROJECT_DELETIONS("unfinished/project-deletions");

    private final String scope;

    Unfinished(String scope) {
        this.scope = scope;
    }

    /** Where the names of this list are. */
    public String scope() {
        return scope;
    }

    /** What waits in this list has this name in it. */
    public UniqueName of(ResourceId id) {
        return new UniqueName(scope, id.toString());
    }
}
