package dev.berth.api.namespace;

import dev.berth.api.command.Aggregate;
import dev.berth.api.command.NameChange;
import dev.berth.api.command.Tenant;
import dev.berth.api.command.Unfinished;
import dev.berth.api.namespace.Namespace.Identity;
import dev.berth.api.store.UniqueName;
import dev.berth.events.Kind;
import dev.berth.events.NamespaceEvent;
import dev.berth.events.NamespaceEvent.NamespaceConfigured;
import dev.berth.events.NamespaceEvent.NamespaceCreated;
import dev.berth.events.NamespaceEvent.NamespaceDeleted;
import dev.berth.events.NamespaceEvent.NamespaceDeletionRequested;
import dev.berth.events.NamespaceEvent.VariablesRolledOut;
import dev.berth.events.ProjectId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Namespaces, as the shell sees them. */
final class NamespaceAggregate implements Aggregate<Namespace.State, NamespaceCommand, NamespaceEvent> {

    @Override
    public Kind kind() {
        return Kind.NAMESPACE;
    }

    @Override
    public Class<NamespaceEvent> events() {
        return NamespaceEvent.class;
    }

    @Override
    public Namespace.State initial() {
        return Namespace.INITIAL;
    }

    @Override
    public List<NamespaceEvent> decide(Namespace.State state, NamespaceCommand command) {
        return Namespace.decide(state, command);
    }

    @Override
    public Namespace.State evolve(Namespace.State state, NamespaceEvent event) {
        return Namespace.evolve(state, event);
    }

    @Override
    public Optional<Tenant> tenant(Namespace.State state) {
        return identity(state)
                .map(identity -> new Tenant(
                        identity.organization(), Optional.of(identity.project()), Optional.of(identity.id())));
    }

    private static Optional<Identity> identity(Namespace.State state) {
        return switch (state) {
            case Namespace.Absent _ -> Optional.empty();
            case Namespace.Named(Identity identity) -> Optional.of(identity);
            case Namespace.Existing existing -> Optional.of(existing.facts().identity());
            case Namespace.Deleted(Identity identity) -> Optional.of(identity);
        };
    }

    /** Besides its own name, a namespace is named in the list of each process that it waits for. */
    @Override
    public NameChange names(Namespace.State before, NamespaceEvent event) {
        return switch (event) {
            case NamespaceCreated created ->
                NameChange.claim(List.of(new UniqueName(namesIn(created.project()), created.name())));
            case NamespaceConfigured configured ->
                changesVariables(configured)
                        ? NameChange.claim(List.of(Unfinished.ROLLOUTS.of(configured.id())))
                        : NameChange.NONE;
            case VariablesRolledOut rolledOut ->
                isNewest(before, rolledOut)
                        ? NameChange.free(List.of(Unfinished.ROLLOUTS.of(rolledOut.id())))
                        : NameChange.NONE;
            case NamespaceDeletionRequested requested ->
                new NameChange(
                        List.of(Unfinished.NAMESPACE_DELETIONS.of(requested.id())),
                        List.of(Unfinished.ROLLOUTS.of(requested.id())));
            case NamespaceDeleted deleted ->
                NameChange.free(Stream.concat(
                                Stream.of(Unfinished.NAMESPACE_DELETIONS.of(deleted.id())),
                                identity(before).stream()
                                        .map(identity -> new UniqueName(namesIn(identity.project()), identity.name())))
                        .toList());
        };
    }

    @Override
    public int counted(NamespaceEvent event) {
        return switch (event) {
            case NamespaceCreated _ -> 1;
            case NamespaceDeleted _ -> -1;
            case NamespaceConfigured _, VariablesRolledOut _, NamespaceDeletionRequested _ -> 0;
        };
    }

    /** The first configuration comes before any container. */
    private static boolean changesVariables(NamespaceConfigured configured) {
        return configured.revision() > 1 && configured.variablesRevision() == configured.revision();
    }

    private static boolean isNewest(Namespace.State before, VariablesRolledOut rolledOut) {
        return before instanceof Namespace.Existing existing
                && existing.facts().variablesRevision() == rolledOut.variablesRevision();
    }

    /** Where the namespaces of a project have their names, until nothing is left of them. */
    static String namesIn(ProjectId project) {
        return "project/" + project + "/namespaces";
    }
}
