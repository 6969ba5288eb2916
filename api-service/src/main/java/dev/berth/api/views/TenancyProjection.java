package dev.berth.api.views;

import dev.berth.api.views.Projections.Moment;
import dev.berth.events.ApiKeyEvent;
import dev.berth.events.ApiKeyEvent.ApiKeyCreated;
import dev.berth.events.ApiKeyEvent.ApiKeyRevoked;
import dev.berth.events.ApiKeyEvent.ApiKeyRotated;
import dev.berth.events.OrganizationEvent;
import dev.berth.events.OrganizationEvent.OrganizationCreated;
import dev.berth.events.ProjectEvent;
import dev.berth.events.ProjectEvent.ProjectCreated;
import dev.berth.events.ProjectEvent.ProjectDeleted;
import dev.berth.events.ProjectEvent.ProjectDeletionRequested;
import java.util.Optional;

/** Organizations, projects and API keys. */
final class TenancyProjection {

    static Optional<Projected> organization(OrganizationEvent event, Moment at) {
        return switch (event) {
            case OrganizationCreated created ->
                Optional.of(new OrganizationView(created.id(), created.name(), at.time(), at.time(), at.version()));
        };
    }

    static Optional<Projected> project(Optional<Projected> before, ProjectEvent event, Moment at) {
        return switch (event) {
            case ProjectCreated created ->
                Optional.of(new ProjectView(
                        created.id(),
                        created.organization(),
                        created.name(),
                        ProjectView.Status.READY,
                        at.time(),
                        at.time(),
                        at.version()));
            case ProjectDeletionRequested _ -> {
                ProjectView view = Projections.existing(before, ProjectView.class, event);
                yield Optional.of(new ProjectView(
                        view.id(),
                        view.organization(),
                        view.name(),
                        ProjectView.Status.DELETING,
                        view.createdAt(),
                        at.time(),
                        at.version()));
            }
            case ProjectDeleted _ -> Optional.empty();
        };
    }

    static Optional<Projected> apiKey(Optional<Projected> before, ApiKeyEvent event, Moment at) {
        return switch (event) {
            case ApiKeyCreated created ->
                Optional.of(new ApiKeyView(
                        created.id(),
                        created.organization(),
                        created.project(),
                        created.defaultProject(),
                        created.right(),
                        created.accessKey(),
                        created.description(),
                        created.expiresAt(),
                        at.time(),
                        at.time(),
                        at.version()));
            case ApiKeyRotated _ -> {
                ApiKeyView view = Projections.existing(before, ApiKeyView.class, event);
                yield Optional.of(new ApiKeyView(
                        view.id(),
                        view.organization(),
                        view.project(),
                        view.defaultProject(),
                        view.right(),
                        view.accessKey(),
                        view.description(),
                        view.expiresAt(),
                        view.createdAt(),
                        at.time(),
                        at.version()));
            }
            case ApiKeyRevoked _ -> Optional.empty();
        };
    }

    private TenancyProjection() {}
}
