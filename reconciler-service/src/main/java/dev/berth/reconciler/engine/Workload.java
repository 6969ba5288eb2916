package dev.berth.reconciler.engine;

import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.ProjectId;
import dev.berth.events.spec.Probes;
import dev.berth.events.spec.Scaling;
import dev.berth.events.spec.VolumeMount;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that an engine needs to know to run instances of one deployment.
 *
 * @param namespaceName what people call the namespace, for the engine's own listings
 * @param name what people call the container, for the engine's own listings
 * @param image as {@link Engine#resolve} answered it, so that every instance runs the same bytes
 * @param environment variables that anybody may read
 * @param secrets the other variables, in clear
 * @param ports that gateways or probes have to reach
 * @param storageBytes how much an instance may keep on its own disk, which ends with it; 0 for as much as there is
 * @param volumes of the namespace, and where instances see them; what is in one outlives them all
 * @param probes by which Berth tells whether an instance answers; an engine may ask the same
 * @param sandbox how instances are isolated, in the platform's words; empty for the default
 * @param scaling how many instances there may be, for engines that find the number themselves
 * @param timeout how long a request may take
 * @param hash tells workloads apart without telling anything about them
 */
public record Workload(
        ContainerId container,
        NamespaceId namespace,
        String namespaceName,
        ProjectId project,
        String name,
        int deployment,
        int revision,
        String image,
        List<String> command,
        List<String> args,
        Map<String, String> environment,
        Map<String, String> secrets,
        List<Integer> ports,
        int cpuMillis,
        long memoryBytes,
        long storageBytes,
        List<VolumeMount> volumes,
        Probes probes,
        Optional<String> sandbox,
        Scaling scaling,
        Duration timeout,
        String hash) {

    private static final String DEFAULT_SANDBOX = "default";

    public Workload {
        command = List.copyOf(command);
        args = List.copyOf(args);
        environment = Map.copyOf(environment);
        secrets = Map.copyOf(secrets);
        ports = List.copyOf(ports);
        volumes = List.copyOf(volumes);
    }

    /** Whether instances write to volumes: two at once would spoil what is there. */
    public boolean writes() {
        return volumes.stream().anyMatch(volume -> !volume.readOnly());
    }

    /** What that isolation is called where the operator maps it: the value under its name, or under {@code default}. */
    public <T> Optional<T> isolation(Map<String, T> mapped) {
        return Optional.ofNullable(mapped.get(sandbox.orElse(DEFAULT_SANDBOX)));
    }

    /** Leaves out the variables: some are secret. */
    @Override
    public String toString() {
        return "Workload[container=%s, deployment=%d, revision=%d, image=%s]"
                .formatted(container, deployment, revision, image);
    }
}
