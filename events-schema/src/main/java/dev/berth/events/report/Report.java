package dev.berth.events.report;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.berth.events.ContainerId;
import dev.berth.events.ResourceId;
import dev.berth.events.spec.Failure;
import java.util.List;
import java.util.Optional;

/** What a worker saw. It becomes history only when api-service has accepted it into the log. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Report.ImageResolved.class, name = "image-resolved"),
    @JsonSubTypes.Type(value = Report.DeploymentReady.class, name = "deployment-ready"),
    @JsonSubTypes.Type(value = Report.DeploymentBroken.class, name = "deployment-broken"),
    @JsonSubTypes.Type(value = Report.WorkloadFailing.class, name = "workload-failing"),
    @JsonSubTypes.Type(value = Report.WorkloadHealthy.class, name = "workload-healthy"),
    @JsonSubTypes.Type(value = Report.DriftCorrected.class, name = "drift-corrected"),
    @JsonSubTypes.Type(value = Report.RemovalHindered.class, name = "removal-hindered"),
    @JsonSubTypes.Type(value = Report.WorkloadRemoved.class, name = "workload-removed")
})
public sealed interface Report {

    /** The resource that the report is about. */
    ResourceId subject();

    /** The image of a revision was resolved to a digest. */
    record ImageResolved(ContainerId subject, int revision, String image) implements Report {}

    /** A deployment answers requests. */
    record DeploymentReady(ContainerId subject, int deployment) implements Report {}

    /** A deployment was given up; {@code serving} goes on answering, if any does. */
    record DeploymentBroken(ContainerId subject, int deployment, Failure failure, Optional<Integer> serving)
            implements Report {}

    /** A deployment that had been ready no longer answers. */
    record WorkloadFailing(ContainerId subject, int deployment, Failure failure) implements Report {}

    /** A failing deployment answers again. */
    record WorkloadHealthy(ContainerId subject, int deployment) implements Report {}

    /** Somebody else had changed what the container stands on, and it was put back. */
    record DriftCorrected(ContainerId subject, String object, List<String> fields, Optional<String> by)
            implements Report {

        public DriftCorrected {
            fields = List.copyOf(fields);
        }
    }

    /** Something of a container that was to go is held by somebody else. */
    record RemovalHindered(ContainerId subject, Failure failure) implements Report {}

    /** Nothing is left of a container that was to go. */
    record WorkloadRemoved(ContainerId subject) implements Report {}
}
