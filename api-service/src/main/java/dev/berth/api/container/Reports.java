package dev.berth.api.container;

import dev.berth.api.container.Container.Absent;
import dev.berth.api.container.Container.Degraded;
import dev.berth.api.container.Container.Deleted;
import dev.berth.api.container.Container.Deleting;
import dev.berth.api.container.Container.Deployment;
import dev.berth.api.container.Container.Facts;
import dev.berth.api.container.Container.Failed;
import dev.berth.api.container.Container.Live;
import dev.berth.api.container.Container.Named;
import dev.berth.api.container.Container.RollingOut;
import dev.berth.api.container.Container.Serving;
import dev.berth.events.ContainerEvent;
import dev.berth.events.ContainerEvent.ContainerDegraded;
import dev.berth.events.ContainerEvent.ContainerDeleted;
import dev.berth.events.ContainerEvent.ContainerRecovered;
import dev.berth.events.ContainerEvent.DeletionHindered;
import dev.berth.events.ContainerEvent.DeploymentFailed;
import dev.berth.events.ContainerEvent.DeploymentSucceeded;
import dev.berth.events.ContainerEvent.DriftCorrected;
import dev.berth.events.ContainerEvent.ImagePinned;
import dev.berth.events.ContainerId;
import dev.berth.events.report.Report;
import dev.berth.events.report.Report.DeploymentBroken;
import dev.berth.events.report.Report.DeploymentReady;
import dev.berth.events.report.Report.ImageResolved;
import dev.berth.events.report.Report.RemovalHindered;
import dev.berth.events.report.Report.WorkloadFailing;
import dev.berth.events.report.Report.WorkloadHealthy;
import dev.berth.events.report.Report.WorkloadRemoved;
import dev.berth.events.spec.Failure;
import java.util.List;
import java.util.Optional;

/** What a worker's report means for a container. One that no longer applies means nothing: workers lag behind. */
final class Reports {

    static List<ContainerEvent> decide(Container.State state, Report report) {
        return switch (state) {
            case Live(Facts facts) -> ofLive(facts, report);
            case Deleting deleting -> ofDeleting(deleting, report);
            case Absent _, Named _, Deleted _ -> List.of();
        };
    }

    private static List<ContainerEvent> ofDeleting(Deleting deleting, Report report) {
        ContainerId id = deleting.facts().identity().id();
        return switch (report) {
            case WorkloadRemoved _ -> List.of(new ContainerDeleted(id));
            case RemovalHindered(ContainerId _, Failure failure)
            when !deleting.hindrance().equals(Optional.of(failure)) -> List.of(new DeletionHindered(id, failure));
            case RemovalHindered _,
                    ImageResolved _,
                    DeploymentReady _,
                    DeploymentBroken _,
                    WorkloadFailing _,
                    WorkloadHealthy _,
                    Report.DriftCorrected _ -> List.of();
        };
    }

    private static List<ContainerEvent> ofLive(Facts facts, Report report) {
        return switch (report) {
            case ImageResolved resolved -> resolved(facts, resolved);
            case DeploymentReady ready -> answers(facts, ready.deployment());
            case WorkloadHealthy healthy -> answers(facts, healthy.deployment());
            case DeploymentBroken broken -> fails(facts, broken.deployment(), broken.failure(), broken.serving());
            case WorkloadFailing failing -> fails(facts, failing.deployment(), failing.failure(), Optional.empty());
            case Report.DriftCorrected corrected ->
                List.of(new DriftCorrected(
                        facts.identity().id(), corrected.object(), corrected.fields(), corrected.by()));
            case RemovalHindered _, WorkloadRemoved _ -> List.of();
        };
    }

    private static List<ContainerEvent> resolved(Facts facts, ImageResolved resolved) {
        int revision = resolved.revision();
        boolean news =
                facts.revisions().containsKey(revision) && !facts.images().containsKey(revision);
        return news ? List.of(new ImagePinned(facts.identity().id(), revision, resolved.image())) : List.of();
    }

    private static List<ContainerEvent> answers(Facts facts, int number) {
        ContainerId id = facts.identity().id();
        return current(facts, number)
                .map(deployment -> switch (deployment.progress()) {
                    case RollingOut _, Failed _ -> List.<ContainerEvent>of(new DeploymentSucceeded(id, number));
                    case Degraded _ -> List.<ContainerEvent>of(new ContainerRecovered(id, number));
                    case Serving _ -> List.<ContainerEvent>of();
                })
                .orElse(List.of());
    }

    /** A deployment that once answered is degraded, not failed, whatever its reporter remembers of it. */
    private static List<ContainerEvent> fails(Facts facts, int number, Failure failure, Optional<Integer> serving) {
        ContainerId id = facts.identity().id();
        return current(facts, number)
                .map(deployment -> switch (deployment.progress()) {
                    case RollingOut _ -> List.<ContainerEvent>of(new DeploymentFailed(id, number, failure, serving));
                    case Failed failed when failed.equals(new Failed(failure, serving)) -> List.<ContainerEvent>of();
                    case Failed _ -> List.<ContainerEvent>of(new DeploymentFailed(id, number, failure, serving));
                    case Serving _ -> List.<ContainerEvent>of(new ContainerDegraded(id, number, failure));
                    case Degraded degraded when degraded.failure().equals(failure) -> List.<ContainerEvent>of();
                    case Degraded _ -> List.<ContainerEvent>of(new ContainerDegraded(id, number, failure));
                })
                .orElse(List.of());
    }

    private static Optional<Deployment> current(Facts facts, int number) {
        return facts.deployment().filter(deployment -> deployment.number() == number);
    }

    private Reports() {}
}
