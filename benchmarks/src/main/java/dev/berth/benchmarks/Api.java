package dev.berth.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.benchmarks.load.HttpConnection;
import dev.berth.benchmarks.load.HttpConnection.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** The API of one Berth, as a client sees it that has its credentials. */
public record Api(int port, Credentials credentials) {

    private static final ObjectMapper JSON = new ObjectMapper();

    private String root() {
        return "/containers/v1/regions/" + credentials.get("SCW_DEFAULT_REGION");
    }

    public String namespaces() {
        return root() + "/namespaces";
    }

    /** Only the older version of the API has them. */
    public String tokens() {
        return root().replace("/v1/", "/v1beta1/") + "/tokens";
    }

    public String containers() {
        return root() + "/containers";
    }

    /** A request to the API, signed. */
    public byte[] request(String method, String path, String body) {
        return HttpConnection.request(
                method, path, "127.0.0.1:" + port, body, "X-Auth-Token: " + credentials.get("SCW_SECRET_KEY"));
    }

    public HttpConnection connect() {
        return HttpConnection.toPort("127.0.0.1", port);
    }

    public Answer get(String path) {
        try (HttpConnection connection = connect()) {
            return connection.exchange(request("GET", path, ""));
        }
    }

    /** Asks the API, and gives its answer; what is no success is an exception. */
    public JsonNode call(String method, String path, String body) {
        try (HttpConnection connection = connect()) {
            Answer answer = connection.exchange(request(method, path, body));
            if (!answer.ok()) {
                throw new IllegalStateException(method + " " + path + " was answered " + answer);
            }
            return answer.body().isEmpty() ? JSON.nullNode() : JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates a project of the organization whose key this is, and answers its id. */
    public String createProject(String name) {
        return created(
                "/berth/v1/projects",
                "{\"name\": \"%s\", \"organization_id\": \"%s\"}"
                        .formatted(name, credentials.get("SCW_DEFAULT_ORGANIZATION_ID")));
    }

    /** Creates a namespace of the first project, and answers its id. */
    public String createNamespace(String name) {
        return createNamespace(name, credentials.get("SCW_DEFAULT_PROJECT_ID"));
    }

    public String createNamespace(String name, String project) {
        return created(namespaces(), "{\"name\": \"%s\", \"project_id\": \"%s\"}".formatted(name, project));
    }

    /** Creates a container whose image is nowhere, and answers its id. */
    public String createContainer(String namespace, String name) {
        return created(containers(), container(namespace, name, "registry.example/app:1", ""));
    }

    private String created(String path, String body) {
        return call("POST", path, body).path("id").asText();
    }

    /** What creates a container; {@code more} is JSON of further fields, starting with a comma, or empty. */
    public String container(String namespace, String name, String image, String more) {
        return "{\"name\": \"%s\", \"namespace_id\": \"%s\", \"image\": \"%s\"%s}"
                .formatted(name, namespace, image, more);
    }

    public void awaitStatus(String container, String status, Duration patience) throws InterruptedException {
        Processes.await(
                "container " + container + " to be " + status,
                patience,
                () -> call("GET", containers() + "/" + container, "")
                        .path("status")
                        .asText()
                        .equals(status));
    }
}
