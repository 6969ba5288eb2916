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
        Variables variables = variables(container, target);
        return new Workload(
                container.id(),
                container.namespace(),
                target.shared().orElseThrow().name(),
                container.project(),
                container.host(),
                target.number(),
                target.deployment().revision(),
                target.image().orElseThrow(),
                target.spec().command(),
                target.spec().args(),
                variables.plain(),
                variables.secret(),
                ports(target),
                target.spec().cpuMillis(),
                target.spec().memoryBytes(),
                target.spec().ephemeralStorageBytes(),
                target.spec().volumeMounts(),
                target.spec().probes(),
                target.spec().sandbox(),
                target.scaling(),
                target.spec().timeout(),
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

    /** Those that anybody may read, and the others in clear; no name is in both. */
    private record Variables(Map<String, String> plain, Map<String, String> secret) {

        void setPlain(Map<String, String> values) {
            secret.keySet().removeAll(values.keySet());
            plain.putAll(values);
        }

        void setSecret(Map<String, String> values) {
            plain.keySet().removeAll(values.keySet());
            secret.putAll(values);
        }
    }

    /** A container's own variable hides the namespace's of the same name, whichever of them is secret. */
    private Variables variables(ContainerCreated container, Target target) {
        Variables all = new Variables(new HashMap<>(), new HashMap<>());
        target.shared().map(NamespaceStory.Shared::variables).ifPresent(shared -> {
            all.setPlain(shared.plain());
            all.setSecret(secrets.read(container.project(), shared.secret()));
        });
        all.setPlain(target.spec().environment());
        all.setSecret(secrets.read(container.project(), target.spec().secretEnvironment()));
        target.spec()
                .mainPort()
                .map(Port::number)
                .ifPresent(port -> all.setPlain(Map.of(PORT, Integer.toString(port))));
        return all;
    }

    private static List<Map<String, Secret>> ciphertexts(Target target) {
        List<Map<String, Secret>> all = new ArrayList<>();
        all.add(target.spec().secretEnvironment());
        target.shared().map(shared -> shared.variables().secret()).ifPresent(all::add);
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
