package dev.berth.api.dialect.scaleway.containers;

import static dev.berth.api.refusal.Refusal.Problem.CONSTRAINT;
import static dev.berth.api.refusal.Refusal.Problem.FORMAT;

import dev.berth.api.dialect.Fields;
import dev.berth.api.dialect.Text;
import dev.berth.api.dialect.scaleway.Words;
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
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what both versions of the API call alike of a container. */
public final class ContainerFields {

    /** The least and the most thousandths of a core. */
    public static final int LEAST_CPU = 70;

    public static final int MOST_CPU = 6000;
    /** The least and the most megabytes of memory. */
    public static final int LEAST_MEMORY = 128;

    public static final int MOST_MEMORY = 12_288;
    /** The least and the most megabytes of storage. */
    public static final int LEAST_STORAGE = 1000;

    public static final int MOST_STORAGE = 24_456;
    /** Megabytes are decimal. */
    public static final long MEGABYTE = 1_000_000L;

    static final Map<String, Privacy> PRIVACIES = Map.of("public", Privacy.PUBLIC, "private", Privacy.PRIVATE);
    static final Map<String, Protocol> PROTOCOLS = Map.of("http1", Protocol.HTTP1, "h2c", Protocol.H2C);
    static final Map<String, String> SANDBOXES = Map.of("v1", "v1", "v2", "v2");

    static final int LEAST_SCALE = 0;
    static final int MOST_MIN_SCALE = 10;
    static final int MOST_SCALE = 50;
    static final int MOST_CONCURRENCY = 1000;
    static final int MOST_PORT = 65_535;
    static final int LONGEST_NAME = 34;
    static final int LONGEST_TEXT = 255;
    static final Pattern NAME = Pattern.compile("[a-z0-9][-a-z0-9]*[a-z0-9]");
    static final Pattern IMAGE = Pattern.compile("[!-~]+");
    /** Knative's own processes listen on these beside the container. */
    static final Set<Integer> RESERVED_PORTS = Set.of(8008, 8012, 8013, 8022, 9090, 9091);

    /** What the versions of the API call by names of their own. */
    public record Particular(
            Optional<String> image,
            SecretChange secrets,
            Optional<Integer> concurrency,
            Optional<Long> memoryBytes,
            Optional<Integer> cpuMillis,
            Optional<Long> storageBytes,
            Optional<Boolean> httpsOnly,
            Optional<Boolean> publicly,
            Optional<ProbePatch> liveness,
            Optional<ProbePatch> startup) {}

    /** The name of a new container. */
    public static String name(Fields fields) {
        return Words.name(fields, NAME, LONGEST_NAME);
    }

    /** The namespace of a new container; empty when it cannot be one, which is then noted. */
    public static Optional<NamespaceId> namespace(Fields fields) {
        return fields.required("namespace_id").isEmpty()
                ? Optional.empty()
                : Words.id(fields, "namespace_id").map(NamespaceId::new);
    }

    /** The reference of an image. */
    public static Optional<String> image(Fields fields, String name) {
        Optional<String> image = fields.text(name, LONGEST_TEXT);
        if (image.isPresent() && !IMAGE.matcher(image.get()).matches()) {
            fields.refuse(name, FORMAT, "must be the reference of an image, such as registry.example/app:1");
        }
        return image;
    }

    /** How many requests an instance takes at once. */
    public static Optional<Integer> concurrency(Fields fields, String name) {
        return fields.count(name, 1, MOST_CONCURRENCY);
    }

    /** All that a request says. */
    public static ContainerPatch read(Fields fields, Particular particular) {
        return new ContainerPatch(
                particular.image(),
                fields.text("description", LONGEST_TEXT),
                Variables.plain(fields),
                particular.secrets(),
                fields.count("min_scale", LEAST_SCALE, MOST_MIN_SCALE),
                fields.count("max_scale", 1, MOST_SCALE),
                fields.object("scaling_option").flatMap(ContainerFields::target),
                particular.concurrency(),
                particular.memoryBytes(),
                particular.cpuMillis(),
                particular.storageBytes(),
                Words.duration(fields, "timeout", Duration.ofSeconds(10), Duration.ofHours(1)),
                Words.choice(fields, "privacy", PRIVACIES),
                Words.choice(fields, "protocol", PROTOCOLS),
                port(fields),
                particular.httpsOnly(),
                particular.publicly(),
                Words.choice(fields, "sandbox", SANDBOXES),
                particular.liveness(),
                particular.startup(),
                fields.texts("tags"),
                fields.texts("command"),
                fields.texts("args"),
                privateNetwork(fields));
    }

    private static Optional<Integer> port(Fields fields) {
        Optional<Integer> port = fields.count("port", 1, MOST_PORT);
        port.filter(RESERVED_PORTS::contains)
                .ifPresent(reserved -> fields.refuse("port", CONSTRAINT, reserved + " is reserved for the platform"));
        return port;
    }

    /** Empty for an object that chooses nothing, which the Terraform provider can send. */
    private static Optional<Target> target(Fields option) {
        List<Target> targets = Stream.of(
                        concurrency(option, "concurrent_requests_threshold").<Target>map(Scaling.Concurrency::new),
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

    private ContainerFields() {}
}
