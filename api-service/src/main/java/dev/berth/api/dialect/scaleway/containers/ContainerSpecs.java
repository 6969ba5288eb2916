package dev.berth.api.dialect.scaleway.containers;

import dev.berth.api.refusal.Refusal.Invalid;
import dev.berth.api.refusal.Refusal.Problem;
import dev.berth.api.refusal.Refusal.Violation;
import dev.berth.api.refusal.Refused;
import dev.berth.events.spec.ContainerSpec;
import dev.berth.events.spec.Port;
import dev.berth.events.spec.Probe;
import dev.berth.events.spec.Probes;
import dev.berth.events.spec.Scaling;
import dev.berth.events.spec.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Puts what a request says over a configuration; what this API has no word for stays as it is. */
public final class ContainerSpecs {

    private static final String PRIVATE_NETWORK = "scaleway.private_network_id";

    private static final String MAX_CONCURRENCY = "scaleway.max_concurrency";

    /** The configuration of a new container; secrets are not in it. */
    public static ContainerSpec created(ContainerPatch patch, String image) {
        return patched(patch, ContainerDefaults.of(image, patch.cpuMillis(), patch.memoryBytes()), Map.of());
    }

    /** A configuration after a change. Throws {@link Refused} where values do not go together. */
    public static ContainerSpec patched(ContainerPatch patch, ContainerSpec base, Map<String, Secret> sealed) {
        List<Port> ports = ports(patch, base.ports());
        Scaling scaling = scaling(patch, base.scaling());
        return new ContainerSpec(
                patch.image().orElse(base.image()),
                patch.command().orElse(base.command()),
                patch.args().orElse(base.args()),
                patch.environment().orElse(base.environment()),
                patch.secrets().over(base.secretEnvironment(), sealed),
                ports,
                patch.cpuMillis().orElse(base.cpuMillis()),
                patch.memoryBytes().orElse(base.memoryBytes()),
                patch.storageBytes().orElse(base.ephemeralStorageBytes()),
                base.gpus(),
                scaling,
                probes(patch, base, mainPort(ports)),
                base.volumeMounts(),
                patch.timeout().orElse(base.timeout()),
                patch.privacy().orElse(base.privacy()),
                patch.httpsOnly().orElse(base.httpsOnly()),
                patch.sandbox().or(base::sandbox),
                patch.description().orElse(base.description()),
                patch.tags().orElse(base.tags()),
                base.labels(),
                base.autoDeploy(),
                attributes(patch, base, scaling.target()));
    }

    /** The port of which this API speaks. */
    public static int mainPort(List<Port> ports) {
        return main(ports).map(Port::number).orElse(ContainerDefaults.PORT.number());
    }

    /** The port that requests come to, or the first. */
    public static Optional<Port> main(List<Port> ports) {
        return ports.stream()
                .filter(Port::isPublic)
                .findFirst()
                .or(() -> ports.stream().findFirst());
    }

    private static List<Port> ports(ContainerPatch patch, List<Port> base) {
        if (patch.port().isEmpty()
                && patch.protocol().isEmpty()
                && patch.publicly().isEmpty()) {
            return base;
        }
        Optional<Port> main = main(base);
        Stream<Port> others = base.stream().filter(port -> !Optional.of(port).equals(main));
        return Stream.concat(Stream.of(changed(patch, main.orElse(ContainerDefaults.PORT))), others)
                .toList();
    }

    private static Port changed(ContainerPatch patch, Port port) {
        return new Port(
                patch.port().orElse(port.number()),
                port.name(),
                patch.protocol().orElse(port.protocol()),
                patch.publicly().orElse(port.isPublic()),
                port.path());
    }

    private static Scaling scaling(ContainerPatch patch, Scaling base) {
        if (patch.minScale().isEmpty()
                && patch.maxScale().isEmpty()
                && patch.target().isEmpty()
                && patch.concurrency().isEmpty()) {
            return base;
        }
        int min = patch.minScale().orElse(base.min());
        int max = patch.maxScale().orElse(base.max());
        Scaling.Target target = patch.target()
                .or(() -> patch.concurrency().map(Scaling.Concurrency::new))
                .orElse(base.target());
        if (min > max) {
            throw refused("max_scale", "must be at least min_scale, which is " + min);
        }
        if (min == 0 && !(target instanceof Scaling.Concurrency)) {
            throw refused(
                    "min_scale", "must be at least 1 when scaling by CPU or memory, which need an instance to measure");
        }
        return new Scaling(min, max, target);
    }

    private static Probes probes(ContainerPatch patch, ContainerSpec base, int port) {
        Probes probes = base.probes();
        int before = mainPort(base.ports());
        Optional<Probe> liveness = patch.liveness()
                .map(probe -> probe.over(probes.liveness().orElse(ContainerDefaults.probe(port)), port))
                .or(probes::liveness);
        Optional<Probe> startup = patch.startup()
                .map(probe -> probe.over(probes.startup().orElse(ContainerDefaults.probe(port)), port))
                .or(probes::startup);
        return new Probes(
                liveness.map(probe -> following(probe, before, port)),
                probes.readiness().map(probe -> following(probe, before, port)),
                startup.map(probe -> following(probe, before, port)));
    }

    /** A probe of the port that has moved moves with it. */
    private static Probe following(Probe probe, int before, int after) {
        Probe.Check check = switch (probe.check()) {
            case Probe.Http(int port, String path) when port == before -> new Probe.Http(after, path);
            case Probe.Tcp(int port) when port == before -> new Probe.Tcp(after);
            case Probe.Grpc(int port, String service) when port == before -> new Probe.Grpc(after, service);
            case Probe.Http _, Probe.Tcp _, Probe.Grpc _, Probe.Exec _ -> probe.check();
        };
        return new Probe(check, probe.interval(), probe.timeout(), probe.failureThreshold());
    }

    private static Map<String, String> attributes(ContainerPatch patch, ContainerSpec base, Scaling.Target target) {
        Map<String, String> attributes = new TreeMap<>(base.attributes());
        patch.privateNetwork().ifPresent(network -> attributes.put(PRIVATE_NETWORK, network));
        switch (target) {
            case Scaling.Concurrency _ -> attributes.remove(MAX_CONCURRENCY);
            case Scaling.Cpu _, Scaling.Memory _ ->
                attributes.put(
                        MAX_CONCURRENCY, Integer.toString(patch.concurrency().orElseGet(() -> concurrency(base))));
        }
        attributes.values().removeIf(String::isEmpty);
        return attributes;
    }

    /** The concurrency that a container is scaled by, or last was before it was scaled by something else. */
    public static int concurrency(ContainerSpec spec) {
        return switch (spec.scaling().target()) {
            case Scaling.Concurrency(int requests) -> requests;
            case Scaling.Cpu _, Scaling.Memory _ ->
                Optional.ofNullable(spec.attributes().get(MAX_CONCURRENCY))
                        .map(Integer::parseInt)
                        .orElse(ContainerDefaults.CONCURRENCY);
        };
    }

    /** The private network that a container is attached to. */
    public static Optional<String> privateNetwork(ContainerSpec spec) {
        return Optional.ofNullable(spec.attributes().get(PRIVATE_NETWORK));
    }

    private static Refused refused(String field, String message) {
        return new Refused(new Invalid(List.of(new Violation(field, Problem.CONSTRAINT, message))));
    }

    private ContainerSpecs() {}
}
