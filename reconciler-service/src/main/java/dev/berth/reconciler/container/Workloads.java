package dev.berth.reconciler.container;

import dev.berth.events.ContainerEvent.ContainerCreated;
import dev.berth.events.spec.Port;
import dev.berth.events.spec.Probe;
import dev.berth.events.spec.Secret;
import dev.berth.reconciler.engine.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes workloads of targets: whose variables win, and what Berth adds to them. */
final class Workloads {

    private static final String PORT = "PORT";

    private final Surroundings.Secrets secrets;

    Workloads(Surroundings.Secrets secrets) {
        this.secrets = secrets;
    }

    /** The target, which is prepared, as an engine runs it. */
    Workload of(ContainerCreated container, Target target) {
        return new Workload(
                container.id(),
                container.namespace(),
                container.project(),
                container.host(),
                target.number(),
                target.deployment().revision(),
                target.image().orElseThrow(),
                target.spec().command(),
                target.spec().args(),
                environment(container, target),
                ports(target),
                target.spec().cpuMillis(),
                target.spec().memoryBytes(),
                target.spec().ephemeralStorageBytes(),
                target.hash());
    }

    /** The values of all secrets that instances of the target can see. */
    Set<String> secretValues(ContainerCreated container, Target target) {
        Set<String> values = new HashSet<>();
        ciphertexts(target)
                .forEach(some ->
                        values.addAll(secrets.read(container.project(), some).values()));
        return values;
    }

    /** A container's own variable hides the namespace's of the same name, whichever of them is secret. */
    private Map<String, String> environment(ContainerCreated container, Target target) {
        Map<String, String> all = new HashMap<>();
        target.variables().ifPresent(shared -> {
            all.putAll(shared.plain());
            all.putAll(secrets.read(container.project(), shared.secret()));
        });
        all.putAll(target.spec().environment());
        all.putAll(secrets.read(container.project(), target.spec().secretEnvironment()));
        target.port().map(Port::number).ifPresent(port -> all.put(PORT, Integer.toString(port)));
        return all;
    }

    private static List<Map<String, Secret>> ciphertexts(Target target) {
        List<Map<String, Secret>> all = new ArrayList<>();
        all.add(target.spec().secretEnvironment());
        target.variables().map(NamespaceStory.Variables::secret).ifPresent(all::add);
        return all;
    }

    private static List<Integer> ports(Target target) {
        Set<Integer> ports = new LinkedHashSet<>();
        target.spec().ports().stream()
                .filter(port -> port.protocol() != Port.Protocol.UDP)
                .map(Port::number)
                .forEach(ports::add);
        var probes = target.spec().probes();
        Stream.of(probes.startup(), probes.readiness(), probes.liveness())
                .flatMap(Optional::stream)
                .flatMap(probe -> port(probe.check()).stream())
                .forEach(ports::add);
        return List.copyOf(ports);
    }

    private static Optional<Integer> port(Probe.Check check) {
        return switch (check) {
            case Probe.Tcp tcp -> Optional.of(tcp.port());
            case Probe.Http http -> Optional.of(http.port());
            case Probe.Grpc grpc -> Optional.of(grpc.port());
            case Probe.Exec _ -> Optional.empty();
        };
    }
}
