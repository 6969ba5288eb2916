package dev.berth.reconciler.docker;

import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
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
    private static final String VOLUME = "dev.berth.volume";
    private static final String STORAGE = "dev.berth.storage-bytes";

    /** What an instance's labels say. */
    record Read(ContainerId container, InstanceId instance, int deployment, int revision, String hash, String ports) {}

    /** How much an instance may keep on its own disk, bytes; 0 for as much as there is. */
    static long storage(Map<String, String> labels) {
        try {
            return Long.parseLong(labels.getOrDefault(STORAGE, "0"));
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    static Map<String, String> of(String platform, InstanceId instance, Workload workload) {
        return Map.ofEntries(
                Map.entry(PLATFORM, platform),
                Map.entry(CONTAINER, workload.container().toString()),
                Map.entry(NAMESPACE, workload.namespace().toString()),
                Map.entry(PROJECT, workload.project().toString()),
                Map.entry(DEPLOYMENT, Integer.toString(workload.deployment())),
                Map.entry(REVISION, Integer.toString(workload.revision())),
                Map.entry(INSTANCE, instance.value()),
                Map.entry(HASH, workload.hash()),
                Map.entry(
                        PORTS,
                        String.join(
                                ",",
                                workload.ports().stream().map(String::valueOf).toList())),
                Map.entry(STORAGE, Long.toString(workload.storageBytes())));
    }

    /** By which the instances of a deployment are found. */
    static Map<String, String> deployment(String platform, Workload workload) {
        return Map.of(
                PLATFORM, platform,
                CONTAINER, workload.container().toString(),
                DEPLOYMENT, Integer.toString(workload.deployment()),
                HASH, workload.hash());
    }

    static Map<String, String> volume(String platform, Workload workload, String volume) {
        return Map.of(
                PLATFORM,
                platform,
                NAMESPACE,
                workload.namespace().toString(),
                PROJECT,
                workload.project().toString(),
                VOLUME,
                volume);
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

    static Optional<NamespaceId> namespace(Map<String, String> labels) {
        try {
            return Optional.ofNullable(labels.get(NAMESPACE)).map(NamespaceId::of);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Labels() {}
}
