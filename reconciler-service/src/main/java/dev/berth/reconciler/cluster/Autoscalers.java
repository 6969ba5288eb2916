package dev.berth.reconciler.cluster;

import dev.berth.events.spec.Scaling;
import dev.berth.reconciler.engine.Workload;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpecBuilder;
import java.util.List;

/**
 * Where CPU or memory decides, the cluster finds the number of pods: between the bounds, and for as long as there is one,
 * as an autoscaler of the cluster leaves zero alone.
 */
final class Autoscalers {

    private static final int PERCENT = 100;

    /** Whether one finds the number, and there is a number to find. */
    static boolean find(Scaling scaling) {
        return scaling.max() > least(scaling)
                && switch (scaling.target()) {
                    case Scaling.Cpu _, Scaling.Memory _ -> true;
                    case Scaling.Concurrency _ -> false;
                };
    }

    /** For each Deployment its own, so that the old one's number does not follow the new one's load. */
    static HorizontalPodAutoscaler of(Workload workload, ClusterSettings settings) {
        return new HorizontalPodAutoscalerBuilder()
                .withNewMetadata()
                .withName(Names.deployment(workload))
                .withNamespace(Names.namespace(workload))
                .withLabels(Names.deployment(settings.platform(), workload))
                .endMetadata()
                .withNewSpec()
                .withNewScaleTargetRef()
                .withApiVersion("apps/v1")
                .withKind("Deployment")
                .withName(Names.deployment(workload))
                .endScaleTargetRef()
                .withMinReplicas(least(workload.scaling()))
                .withMaxReplicas(workload.scaling().max())
                .withMetrics(metrics(workload))
                .withNewBehavior()
                .withNewScaleDown()
                .withStabilizationWindowSeconds((int) settings.window().toSeconds())
                .endScaleDown()
                .endBehavior()
                .endSpec()
                .build();
    }

    private static int least(Scaling scaling) {
        return Math.max(1, scaling.min());
    }

    /** As an amount: the cluster's percentages are of what a pod asks for, Berth's are of what it may use. */
    private static List<MetricSpec> metrics(Workload workload) {
        return switch (workload.scaling().target()) {
            case Scaling.Cpu cpu -> List.of(metric("cpu", workload.cpuMillis() * cpu.percent() / PERCENT + "m"));
            case Scaling.Memory memory ->
                List.of(metric("memory", Long.toString(workload.memoryBytes() / PERCENT * memory.percent())));
            case Scaling.Concurrency _ -> List.of();
        };
    }

    private static MetricSpec metric(String resource, String average) {
        return new MetricSpecBuilder()
                .withType("Resource")
                .withNewResource()
                .withName(resource)
                .withNewTarget()
                .withType("AverageValue")
                .withAverageValue(new Quantity(average))
                .endTarget()
                .endResource()
                .build();
    }

    private Autoscalers() {}
}
