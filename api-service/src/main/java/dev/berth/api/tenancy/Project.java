package dev.berth.api.tenancy;

import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refusal.NameTaken;
import dev.berth.api.refusal.Refused;
import dev.berth.api.tenancy.ProjectCommand.CreateProject;
import dev.berth.api.tenancy.ProjectCommand.DeleteProject;
import dev.berth.api.tenancy.ProjectCommand.FinishProjectDeletion;
import dev.berth.events.Kind;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectEvent;
import dev.berth.events.ProjectEvent.ProjectCreated;
import dev.berth.events.ProjectEvent.ProjectDeleted;
import dev.berth.events.ProjectEvent.ProjectDeletionRequested;
import dev.berth.events.ProjectId;
import java.util.List;
import java.util.Optional;

/** The rules of one project's life. */
public final class Project {

    /** What is known of a project. */
    public sealed interface State {}

    /** There never was one. */
    public record Absent() implements State {}

    /** It is there. */
    public sealed interface Existing extends State {
        Identity identity();
    }

    /** Namespaces may be made in it. */
    public record Live(Identity identity) implements Existing {}

    /** It is on its way out. */
    public record Deleting(Identity identity) implements Existing {}

    /** It is gone, and nobody can read its secrets any more. */
    public record Deleted(Identity identity) implements State {}

    /** What never changes of a project. */
    public record Identity(ProjectId id, OrganizationId organization, String name) {}

    public static final State INITIAL = new Absent();

    /** What happens when this is asked; nothing when it is so already. Throws {@link Refused}. */
    public static List<ProjectEvent> decide(State state, ProjectCommand command) {
        return switch (command) {
            case CreateProject create -> create(state, create);
            case DeleteProject delete ->
                switch (state) {
                    case Live _ -> List.of(new ProjectDeletionRequested(delete.id()));
                    case Deleting _ -> List.of();
                    case Absent _, Deleted _ -> throw new Refused(Refusal.notFound(delete.id()));
                };
            case FinishProjectDeletion finish ->
                switch (state) {
                    case Deleting _ -> List.of(new ProjectDeleted(finish.id()));
                    case Absent _, Live _, Deleted _ -> List.of();
                };
        };
    }

    private static List<ProjectEvent> create(State state, CreateProject create) {
        return switch (state) {
            case Absent _ -> List.of(new ProjectCreated(create.id(), create.organization(), create.name()));
            case Live live when live.identity().name().equals(create.name()) -> List.of();
            case Live _, Deleting _, Deleted _ ->
                throw new Refused(new NameTaken(Kind.PROJECT, create.name(), Optional.of(create.id())));
        };
    }

    /** Never refuses: the event has happened, so the state can only follow. */
    public static State evolve(State state, ProjectEvent event) {
        return switch (event) {
            case ProjectCreated created -> new Live(new Identity(created.id(), created.organization(), created.name()));
            case ProjectDeletionRequested _ ->
                state instanceof Live(Identity identity) ? new Deleting(identity) : state;
            case ProjectDeleted _ -> state instanceof Existing existing ? new Deleted(existing.identity()) : state;
        };
    }

    private Project() {}
}
