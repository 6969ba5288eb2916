package dev.berth.api.tenancy;

import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;

/** What may be asked of a project. */
public sealed interface ProjectCommand {

    ProjectId id();

    record CreateProject(ProjectId id, OrganizationId organization, String name) implements ProjectCommand {}

    record DeleteProject(ProjectId id) implements ProjectCommand {}

    /** Nothing is left in it, and its data key is destroyed. */
    record FinishProjectDeletion(ProjectId id) implements ProjectCommand {}
}
