package dev.berth.api.namespace;

import dev.berth.api.namespace.NamespaceCommand.ConfigureNamespace;
import dev.berth.api.namespace.NamespaceCommand.CreateNamespace;
import dev.berth.api.namespace.NamespaceCommand.DeleteNamespace;
import dev.berth.api.namespace.NamespaceCommand.FinishNamespaceDeletion;
import dev.berth.api.namespace.NamespaceCommand.FinishVariablesRollout;
import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refusal.NameTaken;
import dev.berth.api.refusal.Refusal.Transient;
import dev.berth.api.refusal.Refused;
import dev.berth.events.Kind;
import dev.berth.events.NamespaceEvent;
import dev.berth.events.NamespaceEvent.NamespaceConfigured;
import dev.berth.events.NamespaceEvent.NamespaceCreated;
import dev.berth.events.NamespaceEvent.NamespaceDeleted;
import dev.berth.events.NamespaceEvent.NamespaceDeletionRequested;
import dev.berth.events.NamespaceEvent.VariablesRolledOut;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import dev.berth.events.spec.NamespaceSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The rules of one namespace's life: what may be asked of it, and what has then happened. */
public final class Namespace {

    /** What is known of a namespace. */
    public sealed interface State {}

    /** There never was one. */
    public record Absent() implements State {}

    /** It has a name, and no configuration yet: only between two events of the same moment. */
    public record Named(Identity identity) implements State {}

    /** It is there. */
    public sealed interface Existing extends State {
        Facts facts();
    }

    /** Containers may come to live in it. */
    public record Live(Facts facts) implements Existing {}

    /** It is on its way out. */
    public record Deleting(Facts facts) implements Existing {}

    /** It is gone. */
    public record Deleted(Identity identity) implements State {}

    /** What never changes of a namespace. */
    public record Identity(NamespaceId id, ProjectId project, OrganizationId organization, String name) {}

    /**
     * What can change of a namespace.
     *
     * @param variablesRevision the revision that last changed the variables
     * @param rolledOut the variables revision that all containers were told of
     */
    public record Facts(Identity identity, int revision, int variablesRevision, int rolledOut, NamespaceSpec spec) {}

    public static final State INITIAL = new Absent();

    /** What happens when this is asked; nothing when it is so already. Throws {@link Refused}. */
    public static List<NamespaceEvent> decide(State state, NamespaceCommand command) {
        return switch (command) {
            case CreateNamespace create -> create(state, create);
            case ConfigureNamespace configure -> configure(live(state, configure.id()), configure.change());
            case FinishVariablesRollout finish -> finishRollout(state, finish.variablesRevision());
            case DeleteNamespace delete -> delete(state, delete.id());
            case FinishNamespaceDeletion finish -> finishDeletion(state, finish.id());
        };
    }

    private static List<NamespaceEvent> create(State state, CreateNamespace create) {
        return switch (state) {
            case Absent _ ->
                List.of(
                        new NamespaceCreated(create.id(), create.project(), create.organization(), create.name()),
                        new NamespaceConfigured(create.id(), 1, 1, create.spec()));
            case Live live when live.facts().identity().name().equals(create.name()) -> List.of();
            case Named _, Live _, Deleting _, Deleted _ ->
                throw new Refused(new NameTaken(Kind.NAMESPACE, create.name(), Optional.of(create.id())));
        };
    }

    private static List<NamespaceEvent> configure(Facts facts, UnaryOperator<NamespaceSpec> change) {
        NamespaceSpec wanted = change.apply(facts.spec());
        if (wanted.equals(facts.spec())) {
            return List.of();
        }
        int revision = facts.revision() + 1;
        int variables = sameVariables(wanted, facts.spec()) ? facts.variablesRevision() : revision;
        return List.of(new NamespaceConfigured(facts.identity().id(), revision, variables, wanted));
    }

    private static boolean sameVariables(NamespaceSpec one, NamespaceSpec other) {
        return one.environment().equals(other.environment())
                && one.secretEnvironment().equals(other.secretEnvironment());
    }

    private static List<NamespaceEvent> finishRollout(State state, int variablesRevision) {
        return switch (state) {
            case Live(Facts facts)
            when facts.rolledOut() < variablesRevision && variablesRevision <= facts.variablesRevision() ->
                List.of(new VariablesRolledOut(facts.identity().id(), variablesRevision));
            case Absent _, Named _, Live _, Deleting _, Deleted _ -> List.of();
        };
    }

    private static List<NamespaceEvent> delete(State state, NamespaceId id) {
        return switch (state) {
            case Live _ -> List.of(new NamespaceDeletionRequested(id));
            case Deleting _ -> List.of();
            case Absent _, Named _, Deleted _ -> throw new Refused(Refusal.notFound(id));
        };
    }

    private static List<NamespaceEvent> finishDeletion(State state, NamespaceId id) {
        return switch (state) {
            case Deleting _ -> List.of(new NamespaceDeleted(id));
            case Absent _, Named _, Live _, Deleted _ -> List.of();
        };
    }

    private static Facts live(State state, NamespaceId id) {
        return switch (state) {
            case Live(Facts facts) -> facts;
            case Deleting _ -> throw new Refused(new Transient(Kind.NAMESPACE, id.toString(), "deleting"));
            case Absent _, Named _, Deleted _ -> throw new Refused(Refusal.notFound(id));
        };
    }

    /** Never refuses: the event has happened, so the state can only follow. */
    public static State evolve(State state, NamespaceEvent event) {
        return switch (event) {
            case NamespaceCreated created ->
                new Named(new Identity(created.id(), created.project(), created.organization(), created.name()));
            case NamespaceConfigured configured -> configured(state, configured);
            case VariablesRolledOut rolledOut -> changed(state, facts -> rolledOut(facts, rolledOut));
            case NamespaceDeletionRequested _ -> state instanceof Live(Facts facts) ? new Deleting(facts) : state;
            case NamespaceDeleted _ -> deleted(state);
        };
    }

    private static State configured(State state, NamespaceConfigured event) {
        return switch (state) {
            case Named(Identity identity) ->
                new Live(new Facts(
                        identity,
                        event.revision(),
                        event.variablesRevision(),
                        event.variablesRevision(),
                        event.spec()));
            case Existing existing ->
                changed(
                        existing,
                        facts -> new Facts(
                                facts.identity(),
                                event.revision(),
                                event.variablesRevision(),
                                facts.rolledOut(),
                                event.spec()));
            case Absent _, Deleted _ -> state;
        };
    }

    private static Facts rolledOut(Facts facts, VariablesRolledOut event) {
        return new Facts(
                facts.identity(), facts.revision(), facts.variablesRevision(), event.variablesRevision(), facts.spec());
    }

    private static State changed(State state, UnaryOperator<Facts> change) {
        return switch (state) {
            case Live(Facts facts) -> new Live(change.apply(facts));
            case Deleting(Facts facts) -> new Deleting(change.apply(facts));
            case Absent _, Named _, Deleted _ -> state;
        };
    }

    private static State deleted(State state) {
        return switch (state) {
            case Named(Identity identity) -> new Deleted(identity);
            case Existing existing -> new Deleted(existing.facts().identity());
            case Absent _, Deleted _ -> state;
        };
    }

    private Namespace() {}
}
