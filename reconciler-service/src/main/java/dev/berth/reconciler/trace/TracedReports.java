package dev.berth.reconciler.trace;

import dev.berth.events.StreamId;
import dev.berth.events.report.Report;
import dev.berth.events.report.Reported;
import dev.berth.reconciler.container.Surroundings.Reports;
import java.util.Map;

/** Reports that stand in the trace of the request that led to them: the last one tells when it was carried out. */
public final class TracedReports implements Reports {

    private final Reports reports;
    private final Traces traces;

    public TracedReports(Reports reports, Traces traces) {
        this.reports = reports;
        this.traces = traces;
    }

    @Override
    public void send(StreamId subject, Reported reported) {
        traces.in(
                "report " + what(reported.report()),
                reported.traceparent(),
                Map.of(
                        "berth.resource",
                        subject.toString(),
                        "berth.report",
                        reported.reportId().toString()),
                () -> {
                    reports.send(subject, reported);
                    return subject;
                });
    }

    private static String what(Report report) {
        return switch (report) {
            case Report.ImageResolved _ -> "image resolved";
            case Report.DeploymentReady _ -> "deployment ready";
            case Report.DeploymentBroken _ -> "deployment broken";
            case Report.WorkloadFailing _ -> "workload failing";
            case Report.WorkloadHealthy _ -> "workload healthy";
            case Report.DriftCorrected _ -> "drift corrected";
            case Report.RemovalHindered _ -> "removal hindered";
            case Report.WorkloadRemoved _ -> "workload removed";
        };
    }
}
