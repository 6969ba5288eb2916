package dev.berth.api.namespace;

import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import dev.berth.events.spec.NamespaceSpec;
import java.util.function.UnaryOperator;

/** What may be asked of a namespace. */
public sealed interface NamespaceCommand {

    NamespaceId id();

    record CreateNamespace(
            NamespaceId id, ProjectId project, OrganizationId organization, String name, NamespaceSpec spec)
            implements NamespaceCommand {}

    /**
     * Gives it another configuration.
     *
     * @param change is applied to what the configuration is when the command is decided, so no other change is lost
     */
    record ConfigureNamespace(NamespaceId id, UnaryOperator<NamespaceSpec> change) implements NamespaceCommand {}

    /** All its containers were told of the variables of that revision. */
    record FinishVariablesRollout(NamespaceId id, int variablesRevision) implements NamespaceCommand {}

    record DeleteNamespace(NamespaceId id) implements NamespaceCommand {}

    /** All its containers are gone. */
    record FinishNamespaceDeletion(NamespaceId id) implements NamespaceCommand {}
}
