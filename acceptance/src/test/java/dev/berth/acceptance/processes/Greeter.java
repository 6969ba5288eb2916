package dev.berth.acceptance.processes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.sample.image.SampleImage;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;

/** A real container, whose greeting shows which of its revisions answers. */
final class Greeter {

    private static final String TOKEN = "X-Auth-Token";
    private static final Duration DEPLOYED_WITHIN = Duration.ofSeconds(60);

    private final Map<String, String> headers;
    private final URI container;
    private final URI endpoint;

    private Greeter(Map<String, String> headers, URI container, URI endpoint) {
        this.headers = headers;
        this.container = container;
        this.endpoint = endpoint;
    }

    static Greeter deploy(Cluster cluster) {
        return deploy(cluster, Map.of());
    }

    /** With more headers in each request that changes the container. */
    static Greeter deploy(Cluster cluster, Map<String, String> headers) {
        URI api = cluster.containersApi().getFirst();
        JsonNode namespace =
                Http.call("POST", URI.create(api + "/namespaces"), TOKEN, Cluster.SECRET_KEY, Map.of("name", "faults"));
        Map<String, String> all = new HashMap<>(headers);
        all.put(TOKEN, Cluster.SECRET_KEY);
        JsonNode created = Http.call(
                "POST",
                URI.create(api + "/containers"),
                all,
                Map.of(
                        "namespace_id",
                        namespace.path("id").asText(),
                        "name",
                        "greeter",
                        "image",
                        SampleImage.REPOSITORY + ":latest",
                        "min_scale",
                        1));
        Greeter greeter = new Greeter(
                all,
                URI.create(api + "/containers/" + created.path("id").asText()),
                URI.create(created.path("public_endpoint").asText()));
        greeter.changeAndAwait("hello");
        return greeter;
    }

    /** Configures another greeting, and waits until it is what visitors get. */
    void changeAndAwait(String greeting) {
        Http.call("PATCH", container, headers, Map.of("environment_variables", Map.of("GREETING", greeting)));
        await(greeting);
    }

    /** Waits until this is what visitors get, and what the container's status tells. */
    void await(String greeting) {
        Awaitility.await("the container greets with '" + greeting + "'")
                .atMost(DEPLOYED_WITHIN)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(Http.text(endpoint)).isEqualTo(greeting));
        Awaitility.await("the container is ready")
                .atMost(DEPLOYED_WITHIN)
                .untilAsserted(() -> assertThat(Http.get(container, TOKEN, Cluster.SECRET_KEY)
                                .path("status")
                                .asText())
                        .isEqualTo("ready"));
    }
}
