package dev.berth.api.tenancy;

import dev.berth.api.command.Aggregate;
import dev.berth.api.command.NameChange;
import dev.berth.api.command.Tenant;
import dev.berth.api.command.Unfinished;
import dev.berth.api.store.UniqueName;
import dev.berth.api.tenancy.Project.Identity;
import dev.berth.events.Kind;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectEvent;
import dev.berth.events.ProjectEvent.ProjectCreated;
import dev.berth.events.ProjectEvent.ProjectDeleted;
import dev.berth.events.ProjectEvent.ProjectDeletionRequested;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Projects, as the shell sees them. */
final class ProjectAggregate implements Aggregate<Project.State, ProjectCommand, ProjectEvent> {

    @Override
    public Kind kind() {
        return Kind.PROJECT;
    }

    @Override
    public Class<ProjectEvent> events() {
        return ProjectEvent.class;
    }

    @Override
    public Project.State initial() {
        return Project.INITIAL;
    }

    @Override
    public List<ProjectEvent> decide(Project.State state, ProjectCommand command) {
        return Project.decide(state, command);
    }

    @Override
    public Project.State evolve(Project.State state, ProjectEvent event) {
        return Project.evolve(state, event);
    }

    @Override
    public Optional<Tenant> tenant(Project.State state) {
        return identity(state).map(identity -> Tenant.of(identity.organization(), identity.id()));
    }

    private static Optional<Identity> identity(Project.State state) {
        return switch (state) {
            case Project.Absent _ -> Optional.empty();
            case Project.Existing existing -> Optional.of(existing.identity());
            case Project.Deleted(Identity identity) -> Optional.of(identity);
        };
    }

    @Override
    public NameChange names(Project.State before, ProjectEvent event) {
        return switch (event) {
            case ProjectCreated created -> NameChange.claim(List.of(name(created.organization(), created.name())));
            case ProjectDeletionRequested requested ->
                NameChange.claim(List.of(Unfinished.PROJECT_DELETIONS.of(requested.id())));
            case ProjectDeleted deleted ->
                NameChange.free(Stream.concat(
                                Stream.of(Unfinished.PROJECT_DELETIONS.of(deleted.id())),
                                identity(before).stream()
                                        .map(identity -> name(identity.organization(), identity.name())))
                        .toList());
        };
    }

    @Override
    public int counted(ProjectEvent event) {
        return switch (event) {
            case ProjectCreated _ -> 1;
            case ProjectDeleted _ -> -1;
            case ProjectDeletionRequested _ -> 0;
        };
    }

    private static UniqueName name(OrganizationId organization, String name) {
        return new UniqueName("organization/" + organization + "/projects", name);
    }
}
