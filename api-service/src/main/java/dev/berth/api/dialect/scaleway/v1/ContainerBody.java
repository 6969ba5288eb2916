package dev.berth.api.dialect.scaleway.v1;

import static dev.berth.api.refusal.Refusal.Problem.CONSTRAINT;
import static dev.berth.api.refusal.Refusal.Problem.FORMAT;
import static dev.berth.api.refusal.Refusal.Problem.REQUIRED;

import dev.berth.api.container.ContainerChange;
import dev.berth.api.container.NewContainer;
import dev.berth.api.dialect.Fields;
import dev.berth.api.dialect.Text;
import dev.berth.api.dialect.scaleway.Words;
import dev.berth.api.refusal.Refused;
import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.spec.ContainerSpec.Privacy;
import dev.berth.events.spec.Port.Protocol;
import dev.berth.events.spec.Scaling;
import dev.berth.events.spec.Scaling.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a request says of a container's configuration; empty where it says nothing. Each value is within its own bounds.
 *
 * @param secrets by name; those without a value keep the one that they have
 * @param privateNetwork "" detaches
 */
record ContainerBody(
        Optional<String> image,
        Optional<String> description,
        Optional<Map<String, String>> environment,
        Optional<Map<String, Optional<String>>> secrets,
        Optional<Integer> minScale,
        Optional<Integer> maxScale,
        Optional<Target> target,
        Optional<Long> memoryBytes,
        Optional<Integer> cpuMillis,
        Optional<Long> storageBytes,
        Optional<Duration> timeout,
        Optional<Privacy> privacy,
        Optional<Protocol> protocol,
        Optional<Integer> port,
        Optional<Boolean> httpsOnly,
        Optional<String> sandbox,
        Optional<ProbeBody> liveness,
        Optional<ProbeBody> startup,
        Optional<List<String>> tags,
        Optional<List<String>> command,
        Optional<List<String>> args,
        Optional<String> privateNetwork) {

    static final Map<String, Privacy> PRIVACIES = Map.of("public", Privacy.PUBLIC, "private", Privacy.PRIVATE);
    static final Map<String, Protocol> PROTOCOLS = Map.of("http1", Protocol.HTTP1, "h2c", Protocol.H2C);
    private static final Map<String, String> SANDBOXES = Map.of("v1", "v1", "v2", "v2");

    private static final int LONGEST_NAME = 34;
    private static final int LONGEST_TEXT = 255;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][-a-z0-9]*[a-z0-9]");
    private static final Pattern IMAGE = Pattern.compile("[!-~]+");
    /** Knative's own processes listen on these beside the container. */
    private static final Set<Integer> RESERVED_PORTS = Set.of(8008, 8012, 8013, 8022, 9090, 9091);

    /** A new container as a request asks for it. Throws {@link Refused} with all that is wrong. */
    static NewContainer create(Fields fields) {
        String name = Words.name(fields, NAME, LONGEST_NAME);
        Optional<NamespaceId> namespace = namespace(fields);
        if (!fields.has("image")) {
            fields.refuse("image", REQUIRED, "is required");
        }
        ContainerBody body = read(fields);
        fields.check();
        return new NewContainer(
                new ContainerId(UUID.randomUUID()),
                namespace.orElseThrow(),
                name,
                ContainerSpecs.created(body),
                Variables.toSeal(body.secrets()));
    }

    /** A change as a request asks for it, which deploys even what is not new. Throws {@link Refused} likewise. */
    static ContainerChange change(Fields fields) {
        ContainerBody body = read(fields);
        fields.check();
        return new ContainerChange(
                Variables.toSeal(body.secrets()),
                (present, secrets) -> ContainerSpecs.patched(body, present, secrets),
                true);
    }

    private static Optional<NamespaceId> namespace(Fields fields) {
        return fields.required("namespace_id").isEmpty()
                ? Optional.empty()
                : Words.id(fields, "namespace_id").map(NamespaceId::new);
    }

    private static ContainerBody read(Fields fields) {
        return new ContainerBody(
                image(fields),
                fields.text("description", LONGEST_TEXT),
                Variables.plain(fields),
                Variables.secret(fields),
                fields.count("min_scale", 0, 10),
                fields.count("max_scale", 1, 50),
                fields.object("scaling_option").flatMap(ContainerBody::target),
                fields.number("memory_limit_bytes", 128_000_000L, 12_288_000_000L),
                fields.count("mvcpu_limit", 70, 6000),
                fields.number("local_storage_limit_bytes", 1_000_000_000L, 24_456_000_000L),
                Words.duration(fields, "timeout", Duration.ofSeconds(10), Duration.ofHours(1)),
                Words.choice(fields, "privacy", PRIVACIES),
                Words.choice(fields, "protocol", PROTOCOLS),
                port(fields),
                httpsOnly(fields),
                Words.choice(fields, "sandbox", SANDBOXES),
                fields.object("liveness_probe").map(ProbeBody::read),
                fields.object("startup_probe").map(ProbeBody::read),
                fields.texts("tags"),
                fields.texts("command"),
                fields.texts("args"),
                privateNetwork(fields));
    }

    private static Optional<String> image(Fields fields) {
        Optional<String> image = fields.text("image", LONGEST_TEXT);
        if (image.isPresent() && !IMAGE.matcher(image.get()).matches()) {
            fields.refuse("image", FORMAT, "must be the reference of an image, such as registry.example/app:1");
        }
        return image;
    }

    private static Optional<Integer> port(Fields fields) {
        Optional<Integer> port = fields.count("port", 1, 65_535);
        port.filter(RESERVED_PORTS::contains)
                .ifPresent(reserved -> fields.refuse("port", CONSTRAINT, reserved + " is reserved for the platform"));
        return port;
    }

    /** The name differs between creating and updating; each client only knows its own. */
    private static Optional<Boolean> httpsOnly(Fields fields) {
        Optional<Boolean> plural = fields.bool("https_connections_only");
        Optional<Boolean> singular = fields.bool("https_connection_only");
        return plural.or(() -> singular);
    }

    /** Empty for an object that chooses nothing, which the Terraform provider can send. */
    private static Optional<Target> target(Fields option) {
        List<Target> targets = Stream.of(
                        option.count("concurrent_requests_threshold", 1, 1000).<Target>map(Scaling.Concurrency::new),
                        option.count("cpu_usage_threshold", 1, 100).<Target>map(Scaling.Cpu::new),
                        option.count("memory_usage_threshold", 1, 100).<Target>map(Scaling.Memory::new))
                .flatMap(Optional::stream)
                .toList();
        if (targets.size() > 1) {
            option.refuse("cpu_usage_threshold", CONSTRAINT, "a container is scaled by one threshold only");
        }
        return targets.stream().findFirst();
    }

    private static Optional<String> privateNetwork(Fields fields) {
        Optional<String> network = fields.text("private_network_id");
        if (network.isPresent()
                && !network.get().isEmpty()
                && Text.uuid(network.get()).isEmpty()) {
            fields.refuse("private_network_id", FORMAT, "must be a UUID");
        }
        return network;
    }
}
