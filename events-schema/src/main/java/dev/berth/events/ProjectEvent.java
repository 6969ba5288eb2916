package dev.berth.events;

/** The history of a project. */
public sealed interface ProjectEvent extends Event {

    @Override
    ProjectId id();

    @EventType("dev.berth.project.created.v1")
    record ProjectCreated(ProjectId id, OrganizationId organization, String name) implements ProjectEvent {}

    /** Somebody asked for the project to go; what it holds goes first. */
    @EventType("dev.berth.project.deletion-requested.v1")
    record ProjectDeletionRequested(ProjectId id) implements ProjectEvent {}

    /** Nothing is left of the project, and its data key is destroyed: its secrets cannot be read any more. */
    @EventType("dev.berth.project.deleted.v1")
    record ProjectDeleted(ProjectId id) implements ProjectEvent {}
}
