package dev.berth.reconciler.cluster;

import dev.berth.events.spec.Scaling;
import dev.berth.reconciler.engine.Workload;
import io.fabric8.knative.serving.v1.RevisionSpec;
import io.fabric8.knative.serving.v1.RevisionSpecBuilder;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.knative.serving.v1.ServiceBuilder;
import io.fabric8.knative.serving.v1.TrafficTarget;
import io.fabric8.knative.serving.v1.TrafficTargetBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A container as a Knative Service, and each of its deployments as a Revision of it. How many pods a Revision has is
 * Knative's to find; what Berth says of that later it says to the Revision's autoscaler.
 */
final class KnativeServices {

    private static final String AUTOSCALING = "autoscaling.knative.dev/";

    /** As full as instances are on average; fuller ones have others beside them. Percent. */
    private static final int UTILIZATION = 70;

    private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(6);
    private static final Duration LONGEST_WINDOW = Duration.ofHours(1);
    private static final int ALL = 100;

    /** Whether Knative finds the number, and there is a number to find. */
    static boolean find(Scaling scaling) {
        return scaling.target() instanceof Scaling.Concurrency && scaling.max() > Math.max(1, scaling.min());
    }

    /** How many pods a Revision begins with. */
    static int least(Workload workload) {
        return Math.max(1, workload.scaling().min());
    }

    /** With that deployment as its newest Revision. Berth's gateway leads there from without, and nothing else. */
    static Service of(Workload workload, ClusterSettings settings) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName(Names.container(workload))
                .withNamespace(Names.namespace(workload))
                .withLabels(Names.container(settings.platform(), workload))
                .addToLabels("networking.knative.dev/visibility", "cluster-local")
                .endMetadata()
                .withNewSpec()
                .withNewTemplate()
                .withNewMetadata()
                .withName(Names.deployment(workload))
                .withLabels(Names.deployment(settings.platform(), workload))
                .withAnnotations(scaling(workload, settings))
                .endMetadata()
                .withSpec(revision(workload, settings))
                .endTemplate()
                .endSpec()
                .build();
    }

    private static Map<String, String> scaling(Workload workload, ClusterSettings settings) {
        Map<String, String> annotations = new TreeMap<>();
        annotations.put(AUTOSCALING + "class", "kpa.autoscaling.knative.dev");
        annotations.put(AUTOSCALING + "metric", "concurrency");
        annotations.put(AUTOSCALING + "target", Integer.toString(concurrency(workload)));
        annotations.put(AUTOSCALING + "target-utilization-percentage", Integer.toString(UTILIZATION));
        annotations.put(AUTOSCALING + "window", window(settings).toSeconds() + "s");
        annotations.put(AUTOSCALING + "min-scale", Integer.toString(least(workload)));
        annotations.put(
                AUTOSCALING + "max-scale", Integer.toString(workload.scaling().max()));
        return annotations;
    }

    private static int concurrency(Workload workload) {
        return workload.scaling().target() instanceof Scaling.Concurrency limit ? limit.requests() : 0;
    }

    private static Duration window(ClusterSettings settings) {
        return shorter(LONGEST_WINDOW, longer(SHORTEST_WINDOW, settings.window()));
    }

    /** A pod ends within the time of its longest request, whatever Berth would grant it besides. */
    private static RevisionSpec revision(Workload workload, ClusterSettings settings) {
        return new RevisionSpecBuilder()
                .withContainerConcurrency((long) concurrency(workload))
                .withTimeoutSeconds(shorter(Knative.LONGEST, workload.timeout().plus(settings.grace()))
                        .toSeconds())
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withImagePullSecrets(settings.pull().stream()
                        .map(_ -> new LocalObjectReference(PodTemplates.PULL))
                        .toList())
                .withContainers(container(workload, settings.security(workload.project())))
                .build();
    }

    /** Knative adds no capabilities, so that images which begin as root keep those that are usual. */
    private static Container container(Workload workload, PodSecurity security) {
        boolean restricted = security == PodSecurity.RESTRICTED;
        ContainerBuilder container = PodTemplates.container(workload, Knative.variables(workload))
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withRunAsNonRoot(restricted ? true : null)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext();
        if (restricted) {
            container
                    .editSecurityContext()
                    .withNewCapabilities()
                    .withDrop("ALL")
                    .endCapabilities()
                    .endSecurityContext();
        }
        // Knative fills it in when a Service is made, and takes its absence for a change afterwards
        return container
                .editReadinessProbe()
                .withSuccessThreshold(1)
                .endReadinessProbe()
                .build();
    }

    /** To the newest Revision that is ready; the others stand by under names of their own, as Knative ends all that has none. */
    static List<TrafficTarget> traffic(List<String> others) {
        List<TrafficTarget> traffic = new ArrayList<>();
        traffic.add(new TrafficTargetBuilder()
                .withLatestRevision(true)
                .withPercent((long) ALL)
                .build());
        others.forEach(revision -> traffic.add(new TrafficTargetBuilder()
                .withRevisionName(revision)
                .withLatestRevision(false)
                .withPercent(0L)
                .withTag("d" + revision.substring(revision.lastIndexOf('-') + 1))
                .build()));
        return traffic;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private KnativeServices() {}
}
