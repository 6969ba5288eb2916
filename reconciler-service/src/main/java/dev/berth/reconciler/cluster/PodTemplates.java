package dev.berth.reconciler.cluster;

import dev.berth.reconciler.engine.VolumeNames;
import dev.berth.reconciler.engine.Workload;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The pods of a workload: given what ordinary images need, and no more. */
final class PodTemplates {

    static final String CONTAINER = "app";

    /** The Secret with what registries want to hear. */
    static final String PULL = "registries";

    /** Where somebody else ends a pod, gateways hear of it within this, before the pod does. Seconds. */
    private static final long HEAD_START = 2;

    /** A limit is seldom reached, so nodes take more containers than they could serve at their limits. */
    private static final int CPU_REQUESTED = 10;

    static PodTemplateSpec of(Workload workload, ClusterSettings settings) {
        PodSecurity security = settings.security(workload.project());
        boolean restricted = security == PodSecurity.RESTRICTED;
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(Names.deployment(settings.platform(), workload))
                .addToLabels(workload.writes() ? Map.of(Names.WRITES, "true") : Map.of())
                .endMetadata()
                .withNewSpec()
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withRuntimeClassName(
                        workload.isolation(settings.runtimeClasses()).orElse(null))
                .withHostUsers((restricted && settings.userNamespaces()) ? false : null)
                .withTerminationGracePeriodSeconds(
                        HEAD_START + workload.timeout().plus(settings.grace()).toSeconds())
                .withNewSecurityContext()
                .withRunAsNonRoot(restricted ? true : null)
                .withFsGroup(workload.volumes().isEmpty() ? null : Claims.GROUP)
                .withFsGroupChangePolicy(workload.volumes().isEmpty() ? null : "OnRootMismatch")
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .withTopologySpreadConstraints(
                        spread(workload, "topology.kubernetes.io/zone"), spread(workload, "kubernetes.io/hostname"))
                .withImagePullSecrets(settings.pull().stream()
                        .map(_ -> new LocalObjectReference(PULL))
                        .toList())
                .withAffinity(workload.writes() ? Claims.alone(workload) : null)
                .withVolumes(Claims.pod(workload))
                .withContainers(container(workload, security))
                .endSpec()
                .build();
    }

    private static TopologySpreadConstraint spread(Workload workload, String over) {
        return new TopologySpreadConstraintBuilder()
                .withMaxSkew(1)
                .withTopologyKey(over)
                .withWhenUnsatisfiable("ScheduleAnyway")
                .withNewLabelSelector()
                .withMatchLabels(Names.selector(workload))
                .endLabelSelector()
                .build();
    }

    private static Container container(Workload workload, PodSecurity security) {
        return container(workload, workload.environment())
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                .withDrop("ALL")
                .withAdd(security.capabilities())
                .endCapabilities()
                .endSecurityContext()
                .withVolumeMounts(mounts(workload))
                .withNewLifecycle()
                .withNewPreStop()
                .withNewSleep(HEAD_START)
                .endPreStop()
                .endLifecycle()
                .build();
    }

    private static List<VolumeMount> mounts(Workload workload) {
        return workload.volumes().stream()
                .map(volume -> new VolumeMountBuilder()
                        .withName(VolumeNames.plain(volume.volume()))
                        .withMountPath(volume.path())
                        .withReadOnly(volume.readOnly() ? true : null)
                        .build())
                .toList();
    }

    /** What it runs and gets, whatever it is held to. */
    static ContainerBuilder container(Workload workload, Map<String, String> environment) {
        ContainerBuilder container = new ContainerBuilder()
                .withName(CONTAINER)
                .withImage(workload.image())
                .withImagePullPolicy("IfNotPresent")
                .withCommand(literally(workload.command()))
                .withArgs(literally(workload.args()))
                .withEnv(variables(environment))
                .withPorts(workload.ports().stream().map(PodTemplates::port).toList())
                .withNewResources()
                .withRequests(requests(workload))
                .withLimits(limits(workload))
                .endResources();
        if (!workload.secrets().isEmpty()) {
            container
                    .addNewEnvFrom()
                    .withNewSecretRef()
                    .withName(Names.deployment(workload))
                    .endSecretRef()
                    .endEnvFrom();
        }
        return KubeletProbes.on(container, workload);
    }

    private static List<EnvVar> variables(Map<String, String> environment) {
        return new TreeMap<>(environment)
                .entrySet().stream()
                        .map(variable -> new EnvVarBuilder()
                                .withName(variable.getKey())
                                .withValue(literally(variable.getValue()))
                                .build())
                        .toList();
    }

    private static List<String> literally(List<String> texts) {
        return texts.stream().map(PodTemplates::literally).toList();
    }

    /** A kubelet puts the variable's value for {@code $(NAME)}, unless the dollar is doubled. */
    private static String literally(String text) {
        return text.replace("$", "$$");
    }

    private static ContainerPort port(int number) {
        return new ContainerPortBuilder()
                .withContainerPort(number)
                .withProtocol("TCP")
                .build();
    }

    private static Map<String, Quantity> limits(Workload workload) {
        Map<String, Quantity> limits = new TreeMap<>();
        limits.put("cpu", new Quantity(workload.cpuMillis() + "m"));
        limits.put("memory", new Quantity(Long.toString(workload.memoryBytes())));
        if (workload.storageBytes() > 0) {
            limits.put("ephemeral-storage", new Quantity(Long.toString(workload.storageBytes())));
        }
        return limits;
    }

    private static Map<String, Quantity> requests(Workload workload) {
        Map<String, Quantity> requests = new TreeMap<>(limits(workload));
        requests.put("cpu", new Quantity(Math.max(1, workload.cpuMillis() / CPU_REQUESTED) + "m"));
        return requests;
    }

    private PodTemplates() {}
}
