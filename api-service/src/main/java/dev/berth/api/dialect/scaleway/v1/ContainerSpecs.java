package dev.berth.api.dialect.scaleway.v1;

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
final class ContainerSpecs {

    static final String PRIVATE_NETWORK = "scaleway.private_network_id";

    /** The configuration of a new container; secrets are not in it. */
    static ContainerSpec created(ContainerBody body) {
        return patched(
                body, ContainerDefaults.of(body.image().orElseThrow(), body.cpuMillis(), body.memoryBytes()), Map.of());
    }

    /** A configuration after a change. Throws {@link Refused} where values do not go together. */
    static ContainerSpec patched(ContainerBody body, ContainerSpec base, Map<String, Secret> sealed) {
        List<Port> ports = ports(body, base.ports());
        return new ContainerSpec(
                body.image().orElse(base.image()),
                body.command().orElse(base.command()),
                body.args().orElse(base.args()),
                body.environment().orElse(base.environment()),
                Variables.changed(body.secrets(), base.secretEnvironment(), sealed),
                ports,
                body.cpuMillis().orElse(base.cpuMillis()),
                body.memoryBytes().orElse(base.memoryBytes()),
                body.storageBytes().orElse(base.ephemeralStorageBytes()),
                base.gpus(),
                scaling(body, base.scaling()),
                probes(body, base, mainPort(ports)),
                base.volumeMounts(),
                body.timeout().orElse(base.timeout()),
                body.privacy().orElse(base.privacy()),
                body.httpsOnly().orElse(base.httpsOnly()),
                body.sandbox().or(base::sandbox),
                body.description().orElse(base.description()),
                body.tags().orElse(base.tags()),
                base.labels(),
                base.autoDeploy(),
                attributes(body, base.attributes()));
    }

    /** The port of which this API speaks. */
    static int mainPort(List<Port> ports) {
        return main(ports).map(Port::number).orElse(ContainerDefaults.PORT.number());
    }

    static Optional<Port> main(List<Port> ports) {
        return ports.stream()
                .filter(Port::isPublic)
                .findFirst()
                .or(() -> ports.stream().findFirst());
    }

    private static List<Port> ports(ContainerBody body, List<Port> base) {
        if (body.port().isEmpty() && body.protocol().isEmpty()) {
            return base;
        }
        Optional<Port> main = main(base);
        Stream<Port> others = base.stream().filter(port -> !Optional.of(port).equals(main));
        return Stream.concat(Stream.of(changed(body, main.orElse(ContainerDefaults.PORT))), others)
                .toList();
    }

    private static Port changed(ContainerBody body, Port port) {
        return new Port(
                body.port().orElse(port.number()),
                port.name(),
                body.protocol().orElse(port.protocol()),
                port.isPublic(),
                port.path());
    }

    private static Scaling scaling(ContainerBody body, Scaling base) {
        if (body.minScale().isEmpty()
                && body.maxScale().isEmpty()
                && body.target().isEmpty()) {
            return base;
        }
        int min = body.minScale().orElse(base.min());
        int max = body.maxScale().orElse(base.max());
        Scaling.Target target = body.target().orElse(base.target());
        if (min > max) {
            throw refused("max_scale", "must be at least min_scale, which is " + min);
        }
        if (min == 0 && !(target instanceof Scaling.Concurrency)) {
            throw refused(
                    "min_scale", "must be at least 1 when scaling by CPU or memory, which need an instance to measure");
        }
        return new Scaling(min, max, target);
    }

    private static Probes probes(ContainerBody body, ContainerSpec base, int port) {
        Probes probes = base.probes();
        int before = mainPort(base.ports());
        Optional<Probe> liveness = body.liveness()
                .map(probe -> probe.over(ContainerDefaults.probe(port), port))
                .or(probes::liveness);
        Optional<Probe> startup = body.startup()
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

    private static Map<String, String> attributes(ContainerBody body, Map<String, String> base) {
        Map<String, String> attributes = new TreeMap<>(base);
        body.privateNetwork().ifPresent(network -> attributes.put(PRIVATE_NETWORK, network));
        attributes.values().removeIf(String::isEmpty);
        return attributes;
    }

    private static Refused refused(String field, String message) {
        return new Refused(new Invalid(List.of(new Violation(field, Problem.CONSTRAINT, message))));
    }

    private ContainerSpecs() {}
}
