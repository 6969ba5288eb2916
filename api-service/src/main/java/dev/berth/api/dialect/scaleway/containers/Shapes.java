package dev.berth.api.dialect.scaleway.containers;

import dev.berth.api.dialect.scaleway.Durations;
import dev.berth.api.openapi.ObjectShape;
import dev.berth.api.openapi.Shape;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** What both versions of the API send and show alike of namespaces and containers, as documents say it. */
public final class Shapes {

    /** What a request for a new namespace has in both versions. */
    public static ObjectShape newNamespace() {
        return namespace(ObjectShape.empty()
                .with("name", Shape.text(2, NamespacePatch.LONGEST_NAME, NamespacePatch.NAME))
                .optional("project_id", Shape.orEmpty(Shape.id()).description("That of the key, unless told")));
    }

    /** What a request to change a namespace has in both versions. */
    public static ObjectShape changedNamespace() {
        return namespace(ObjectShape.empty());
    }

    private static ObjectShape namespace(ObjectShape request) {
        return request.optional("description", Shape.text(NamespacePatch.LONGEST_TEXT))
                .optional("environment_variables", variables(variable()))
                .optional("tags", Shape.list(Shape.text()));
    }

    /** What a request for a new container has in both versions. */
    public static ObjectShape newContainer() {
        return container(ObjectShape.empty()
                .with("namespace_id", Shape.id())
                .with("name", Shape.text(2, ContainerFields.LONGEST_NAME, ContainerFields.NAME)));
    }

    /** What a request to change a container has in both versions. */
    public static ObjectShape changedContainer() {
        return container(ObjectShape.empty());
    }

    private static ObjectShape container(ObjectShape request) {
        return request.optional("description", Shape.text(ContainerFields.LONGEST_TEXT))
                .optional("environment_variables", variables(variable()))
                .optional("min_scale", Shape.number(ContainerFields.LEAST_SCALE, ContainerFields.MOST_MIN_SCALE))
                .optional("max_scale", Shape.number(1, ContainerFields.MOST_SCALE))
                .optional(
                        "scaling_option",
                        scalingOption()
                                .description("One of these, by which to scale; instances are needed for the"
                                        + " last two, so min_scale is at least 1 with them"))
                .optional("timeout", duration().description("10s to 3600s"))
                .optional("privacy", choice("privacy", ContainerFields.PRIVACIES.keySet()))
                .optional("protocol", choice("protocol", ContainerFields.PROTOCOLS.keySet()))
                .optional("port", port())
                .optional("sandbox", choice("sandbox", ContainerFields.SANDBOXES.keySet()))
                .optional("tags", Shape.list(Shape.text()))
                .optional("command", Shape.list(Shape.text()))
                .optional("args", Shape.list(Shape.text()))
                .optional("private_network_id", Shape.orEmpty(Shape.id()).description("An empty text detaches"));
    }

    /** The reference of an image. */
    public static Schema image() {
        return Shape.text(1, ContainerFields.LONGEST_TEXT, ContainerFields.IMAGE)
                .addExample("nginx:latest");
    }

    /** How many requests an instance takes at once. */
    public static Schema concurrency() {
        return Shape.number(1, ContainerFields.MOST_CONCURRENCY);
    }

    /** What a container is scaled by. */
    public static Schema scalingOption() {
        return ObjectShape.empty()
                .optional("concurrent_requests_threshold", concurrency())
                .optional("cpu_usage_threshold", Shape.number(1, 100))
                .optional("memory_usage_threshold", Shape.number(1, 100))
                .schema();
    }

    /** A probe in a request, but for what only one version has. */
    public static ObjectShape probe() {
        Schema http = ObjectShape.empty()
                .with("path", Shape.text(1, ProbePatch.LONGEST_PATH, ProbePatch.PATH))
                .schema();
        return ObjectShape.empty()
                .optional("failure_threshold", Shape.number(ProbePatch.LEAST_FAILURES, ProbePatch.MOST_FAILURES))
                .optional("interval", duration().description("0.1s to 3600s"))
                .optional("tcp", ObjectShape.empty().schema())
                .optional("http", http);
    }

    /** A probe in an answer, but for what only one version has. */
    public static ObjectShape shownProbe() {
        return ObjectShape.empty()
                .with("failure_threshold", Shape.count())
                .with("interval", duration())
                .maybe("tcp", ObjectShape.empty().schema())
                .maybe("http", ObjectShape.empty().with("path", Shape.text()).schema());
    }

    /** What a container is scaled by, in an answer. */
    public static Schema shownScaling() {
        return ObjectShape.empty()
                .maybe("concurrent_requests_threshold", Shape.count())
                .maybe("cpu_usage_threshold", Shape.count())
                .maybe("memory_usage_threshold", Shape.count())
                .schema();
    }

    /** Who may call a container, in an answer. */
    public static Schema privacy() {
        return Shape.word(sorted(ContainerFields.PRIVACIES.keySet()));
    }

    /** What a container speaks, in an answer. */
    public static Schema protocol() {
        return Shape.word(
                Stream.concat(sorted(ContainerFields.PROTOCOLS.keySet()).stream(), Stream.of("unknown_protocol"))
                        .toList());
    }

    /** Variables, of which the values look so. */
    public static Schema variables(Schema values) {
        return Shape.map(values)
                .propertyNames(Shape.text(1, Variables.LONGEST_NAME, Variables.NAME))
                .maxProperties(Variables.MOST)
                .description("PORT and names that begin with SCW_ are reserved");
    }

    /** The value of a variable. */
    public static Schema variable() {
        return Shape.text(Variables.LONGEST_VALUE_BYTES);
    }

    /** Secret variables as an array, in a request. */
    public static Schema secretArray() {
        return Shape.list(ObjectShape.empty()
                        .with("key", Shape.text(1, Variables.LONGEST_NAME, Variables.NAME))
                        .optional("value", variable())
                        .schema())
                .maxItems(Variables.MOST);
    }

    /** A duration. */
    public static Schema duration() {
        return Shape.text(Durations.SECONDS).addExample("300s");
    }

    /** One of some words, where the same clients also send a word of no meaning, or nothing. */
    public static Schema choice(String name, Collection<String> words) {
        return Shape.word(Stream.concat(sorted(words).stream(), Stream.of("unknown_" + name, ""))
                .toList());
    }

    private static Schema port() {
        Schema reserved = OASFactory.createSchema()
                .enumeration(ContainerFields.RESERVED_PORTS.stream()
                        .sorted()
                        .<Object>map(port -> port)
                        .toList());
        return Shape.number(1, ContainerFields.MOST_PORT).not(reserved);
    }

    private static List<String> sorted(Collection<String> words) {
        return words.stream().sorted().toList();
    }

    private Shapes() {}
}
