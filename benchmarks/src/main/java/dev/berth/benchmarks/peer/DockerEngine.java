package dev.berth.benchmarks.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.benchmarks.load.HttpConnection;
import dev.berth.benchmarks.load.HttpConnection.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The container engine's HTTP API by hand, as somebody without Berth would use it. */
public final class DockerEngine {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LABEL = "dev.berth.bench";

    private final URI address;

    /** @param host its address, as in {@code DOCKER_HOST} */
    public DockerEngine(String host) {
        this.address = URI.create(host);
    }

    /** A container that was started by hand. */
    public record Started(String id, int port, Duration untilAnswer) {}

    /** Creates a container, starts it, and asks it until it answers. */
    public Started start(String image, String path) throws InterruptedException {
        long start = System.nanoTime();
        try (HttpConnection engine = connect()) {
            String id = call(engine, "POST", "/containers/create", """
                    {"Image": "%s", "Env": ["PORT=8080"], "Labels": {"%s": "yes"}, "ExposedPorts": {"8080/tcp": {}},
                     "HostConfig": {"PortBindings": {"8080/tcp": [{"HostIp": "127.0.0.1", "HostPort": ""}]}}}
                    """.formatted(image, LABEL))
                    .path("Id")
                    .asText();
            call(engine, "POST", "/containers/" + id + "/start", "");
            int port = call(engine, "GET", "/containers/" + id + "/json", "")
                    .at("/NetworkSettings/Ports/8080~1tcp/0/HostPort")
                    .asInt();
            while (!answers(port, path)) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            return new Started(id, port, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    public void remove(String id) {
        try (HttpConnection engine = connect()) {
            call(engine, "DELETE", "/containers/" + id + "?force=true", "");
        }
    }

    /** The ids of running containers that carry a label. */
    public List<String> running(String label) {
        String filter = "%7B%22label%22%3A%5B%22" + label.replace("=", "%3D") + "%22%5D%7D";
        List<String> ids = new ArrayList<>();
        try (HttpConnection engine = connect()) {
            call(engine, "GET", "/containers/json?filters=" + filter, "")
                    .forEach(container -> ids.add(container.path("Id").asText()));
        }
        return ids;
    }

    private static boolean answers(int port, String path) {
        try (HttpConnection connection = HttpConnection.toPort("127.0.0.1", port)) {
            return connection
                    .exchange(HttpConnection.request("GET", path, "localhost", ""))
                    .ok();
        } catch (UncheckedIOException e) {
            return false; // not yet
        }
    }

    private HttpConnection connect() {
        return "unix".equals(address.getScheme())
                ? HttpConnection.toSocket(Path.of(address.getPath()))
                : HttpConnection.toPort(address.getHost(), address.getPort());
    }

    private static JsonNode call(HttpConnection engine, String method, String path, String body) {
        Answer answer = engine.exchange(HttpConnection.request(method, path, "docker", body));
        if (answer.status() >= 400) {
            throw new IllegalStateException("the engine said " + answer);
        }
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
