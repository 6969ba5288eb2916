package dev.berth.api.views;

import dev.berth.api.views.ContainerStatus.Creating;
import dev.berth.api.views.ContainerStatus.Deleting;
import dev.berth.api.views.ContainerStatus.Failed;
import dev.berth.api.views.ContainerStatus.Ready;
import dev.berth.api.views.ContainerStatus.Updating;
import dev.berth.api.views.ContainerView.Deployment;
import dev.berth.api.views.Projections.Moment;
import dev.berth.events.ContainerEvent;
import dev.berth.events.ContainerEvent.ContainerConfigured;
import dev.berth.events.ContainerEvent.ContainerCreated;
import dev.berth.events.ContainerEvent.ContainerDegraded;
import dev.berth.events.ContainerEvent.ContainerDeleted;
import dev.berth.events.ContainerEvent.ContainerDeletionRequested;
import dev.berth.events.ContainerEvent.ContainerRecovered;
import dev.berth.events.ContainerEvent.DeletionHindered;
import dev.berth.events.ContainerEvent.DeploymentFailed;
import dev.berth.events.ContainerEvent.DeploymentRequested;
import dev.berth.events.ContainerEvent.DeploymentSucceeded;
import dev.berth.events.ContainerEvent.DriftCorrected;
import dev.berth.events.ContainerEvent.ImagePinned;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Containers. */
final class ContainerProjection {

    static Optional<Projected> project(Optional<Projected> before, ContainerEvent event, Moment at) {
        return switch (event) {
            case ContainerCreated created -> Optional.of(draft(created, at));
            case ContainerConfigured configured -> Optional.of(configured(before, configured, at));
            case DeploymentRequested requested -> Optional.of(requested(existing(before, event), requested, at));
            case ImagePinned _ -> Optional.of(touched(existing(before, event), at));
            case DeploymentSucceeded succeeded -> Optional.of(succeeded(existing(before, event), succeeded, at));
            case DeploymentFailed failed -> Optional.of(failed(existing(before, event), failed, at));
            case ContainerDegraded degraded ->
                Optional.of(judged(existing(before, event), degraded.deployment(), new Failed(degraded.failure()), at));
            case ContainerRecovered recovered ->
                Optional.of(judged(existing(before, event), recovered.deployment(), new Ready(), at));
            case DriftCorrected _ -> before;
            case ContainerDeletionRequested _ ->
                Optional.of(status(existing(before, event), new Deleting(Optional.empty()), at));
            case DeletionHindered hindered ->
                Optional.of(status(existing(before, event), new Deleting(Optional.of(hindered.failure())), at));
            case ContainerDeleted _ -> Optional.empty();
        };
    }

    private static ContainerDraft draft(ContainerCreated event, Moment at) {
        return new ContainerDraft(
                event.id(),
                event.organization(),
                event.project(),
                event.namespace(),
                event.name(),
                event.host(),
                at.time(),
                at.version());
    }

    private static ContainerView configured(Optional<Projected> before, ContainerConfigured event, Moment at) {
        return before.orElse(null) instanceof ContainerDraft draft
                ? first(draft, event, at)
                : reconfigured(existing(before, event), event, at);
    }

    private static ContainerView first(ContainerDraft draft, ContainerConfigured event, Moment at) {
        return new ContainerView(
                draft.id(),
                draft.organization(),
                draft.project(),
                draft.namespace(),
                draft.name(),
                draft.host(),
                event.revision(),
                event.spec(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new Creating(),
                Optional.empty(),
                draft.createdAt(),
                at.time(),
                at.version());
    }

    private static ContainerView reconfigured(ContainerView view, ContainerConfigured event, Moment at) {
        return new ContainerView(
                view.id(),
                view.organization(),
                view.project(),
                view.namespace(),
                view.name(),
                view.host(),
                event.revision(),
                event.spec(),
                view.deployment(),
                view.serving(),
                view.unsettled(),
                view.status(),
                view.readyAt(),
                view.createdAt(),
                at.time(),
                at.version());
    }

    private static ContainerView requested(ContainerView view, DeploymentRequested event, Moment at) {
        Deployment deployment = new Deployment(event.deployment(), event.revision());
        List<Deployment> unsettled =
                Stream.concat(view.unsettled().stream(), Stream.of(deployment)).toList();
        ContainerStatus status = event.deployment() == 1 ? new Creating() : new Updating();
        return with(view, Optional.of(deployment), view.serving(), unsettled, status, view.readyAt(), at);
    }

    /** A deployment that was overtaken by a newer one may serve meanwhile, but says nothing of the newer one. */
    private static ContainerView succeeded(ContainerView view, DeploymentSucceeded event, Moment at) {
        ContainerStatus status = isNewest(view, event.deployment()) ? new Ready() : view.status();
        return with(
                view,
                view.deployment(),
                known(view, event.deployment()).or(view::serving),
                after(view.unsettled(), event.deployment()),
                status,
                Optional.of(at.time()),
                at);
    }

    private static ContainerView failed(ContainerView view, DeploymentFailed event, Moment at) {
        ContainerStatus status = isNewest(view, event.deployment()) ? new Failed(event.failure()) : view.status();
        return with(
                view,
                view.deployment(),
                event.serving().flatMap(number -> known(view, number)),
                after(view.unsettled(), event.deployment()),
                status,
                view.readyAt(),
                at);
    }

    private static ContainerView judged(ContainerView view, int deployment, ContainerStatus status, Moment at) {
        return isNewest(view, deployment) ? status(view, status, at) : touched(view, at);
    }

    private static ContainerView touched(ContainerView view, Moment at) {
        return status(view, view.status(), at);
    }

    private static ContainerView status(ContainerView view, ContainerStatus status, Moment at) {
        return with(view, view.deployment(), view.serving(), view.unsettled(), status, view.readyAt(), at);
    }

    private static ContainerView with(
            ContainerView view,
            Optional<Deployment> deployment,
            Optional<Deployment> serving,
            List<Deployment> unsettled,
            ContainerStatus status,
            Optional<Instant> readyAt,
            Moment at) {
        return new ContainerView(
                view.id(),
                view.organization(),
                view.project(),
                view.namespace(),
                view.name(),
                view.host(),
                view.revision(),
                view.spec(),
                deployment,
                serving,
                unsettled,
                lasting(view.status(), status),
                readyAt,
                view.createdAt(),
                at.time(),
                at.version());
    }

    /** Nothing takes back a deletion. */
    private static ContainerStatus lasting(ContainerStatus before, ContainerStatus now) {
        return before instanceof Deleting && !(now instanceof Deleting) ? before : now;
    }

    private static boolean isNewest(ContainerView view, int deployment) {
        return view.deployment().map(Deployment::number).orElse(0) == deployment;
    }

    private static Optional<Deployment> known(ContainerView view, int number) {
        return Stream.concat(view.unsettled().stream(), view.serving().stream())
                .filter(deployment -> deployment.number() == number)
                .findFirst();
    }

    private static List<Deployment> after(List<Deployment> deployments, int number) {
        return deployments.stream()
                .filter(deployment -> deployment.number() > number)
                .toList();
    }

    private static ContainerView existing(Optional<Projected> before, ContainerEvent event) {
        return Projections.existing(before, ContainerView.class, event);
    }

    private ContainerProjection() {}
}
