package dev.berth.reconciler.container;

import dev.berth.events.ContainerId;
import dev.berth.events.report.Report;
import dev.berth.events.report.Reported;
import dev.berth.events.spec.Failure;
import dev.berth.reconciler.engine.Correction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Makes reports of findings. The same finding has the same report id, however often and by whomever it is made. */
final class Told {

    private static final String REPORTER = "reconciler";

    static Reported of(ContainerId container, Finding finding, Instant now) {
        return switch (finding) {
            case Finding.Ready ready ->
                reported(
                        ready.deployment(),
                        now,
                        "ready",
                        new Report.DeploymentReady(container, ready.deployment().number()));
            case Finding.Broken broken ->
                reported(
                        broken.deployment(),
                        now,
                        "broken",
                        new Report.DeploymentBroken(
                                container, broken.deployment().number(), broken.failure(), broken.serving()));
            case Finding.Failing failing ->
                reported(
                        failing.deployment(),
                        now,
                        "failing/" + failing.time(),
                        new Report.WorkloadFailing(
                                container, failing.deployment().number(), failing.failure()));
            case Finding.Healthy healthy ->
                reported(
                        healthy.deployment(),
                        now,
                        "healthy/" + healthy.time(),
                        new Report.WorkloadHealthy(
                                container, healthy.deployment().number()));
            case Finding.Removed _ ->
                new Reported(
                        id(container, 0, "removed"),
                        now,
                        REPORTER,
                        Optional.empty(),
                        Optional.empty(),
                        new Report.WorkloadRemoved(container));
        };
    }

    /** A revision's image is resolved once, whichever of its deployments led to it. */
    static Reported resolved(ContainerId container, Deployment deployment, String image, Instant now) {
        return new Reported(
                id(container, deployment.revision(), "image"),
                now,
                REPORTER,
                Optional.of(deployment.event()),
                deployment.traceparent(),
                new Report.ImageResolved(container, deployment.revision(), image));
    }

    /** Each time is another. */
    static Reported corrected(ContainerId container, Correction correction, Instant now) {
        return once(
                new Report.DriftCorrected(container, correction.object(), correction.fields(), correction.by()), now);
    }

    /** Each time is another. */
    static Reported hindered(ContainerId container, Failure failure, Instant now) {
        return once(new Report.RemovalHindered(container, failure), now);
    }

    private static Reported once(Report report, Instant now) {
        return new Reported(UUID.randomUUID(), now, REPORTER, Optional.empty(), Optional.empty(), report);
    }

    private static Reported reported(Deployment deployment, Instant now, String what, Report report) {
        ContainerId container = (ContainerId) report.subject();
        return new Reported(
                id(container, deployment.number(), what),
                now,
                REPORTER,
                Optional.of(deployment.event()),
                deployment.traceparent(),
                report);
    }

    private static UUID id(ContainerId container, int number, String what) {
        String name = REPORTER + "/" + container + "/" + number + "/" + what;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private Told() {}
}
