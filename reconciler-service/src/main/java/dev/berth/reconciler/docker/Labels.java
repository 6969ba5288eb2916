package dev.berth.reconciler.docker;

import dev.berth.events.ContainerId;
import dev.berth.reconciler.engine.InstanceId;
import dev.berth.reconciler.engine.Workload;
import java.util.Map;
import java.util.Optional;

/** What Berth writes on each thing that it makes in the engine, and finds it again by. */
final class Labels {
    static final String PLATFORM = "dev.berth.platform";
    static final String CONTAINER = "dev.berth.container";
    private static final String NAMESPACE = "dev.berth.namespace";
    private static final String PROJECT = "dev.berth.project";
    private static final String DEPLOYMENT = "dev.berth.deployment";
    private static final String REVISION = "dev.berth.revision";
    static final String INSTANCE = "dev.berth.instance";
    private static final String HASH = "dev.berth.spec-hash";
    private static final String PORTS = "dev.berth.ports";

    /** What an instance's labels say. */
    record Read(ContainerId container, InstanceId instance, int deployment, int revision, String hash, String ports) {}

    static Map<String, String> of(String platform, InstanceId instance, Workload workload) {
        return Map.of(
                PLATFORM,
                platform,
                CONTAINER,
                workload.container().toString(),
                NAMESPACE,
                workload.namespace().toString(),
                PROJECT,
                workload.project().toString(),
                DEPLOYMENT,
                Integer.toString(workload.deployment()),
                REVISION,
                Integer.toString(workload.revision()),
                INSTANCE,
                instance.value(),
                HASH,
                workload.hash(),
                PORTS,
                String.join(",", workload.ports().stream().map(String::valueOf).toList()));
    }

    /** Empty for labels that Berth did not write, or not wholly. */
    static Optional<Read> read(Map<String, String> labels) {
        try {
            return container(labels)
                    .filter(_ -> labels.containsKey(INSTANCE))
                    .map(container -> new Read(
                            container,
                            new InstanceId(labels.getOrDefault(INSTANCE, "")),
                            Integer.parseInt(labels.getOrDefault(DEPLOYMENT, "")),
                            Integer.parseInt(labels.getOrDefault(REVISION, "")),
                            labels.getOrDefault(HASH, ""),
                            labels.getOrDefault(PORTS, "")));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    static Optional<ContainerId> container(Map<String, String> labels) {
        try {
            return Optional.ofNullable(labels.get(CONTAINER)).map(ContainerId::of);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Labels() {}
}
