package dev.berth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** A container that was made through the API, as its owner changes it and as visitors meet it. */
final class Deployed {

    /** What a visitor gets. */
    record Answer(int status, String body) {}

    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(60);
    private static final HttpClient HTTP = client();

    private final Api api;
    private final JsonNode created;

    private Deployed(Api api, JsonNode created) {
        this.api = api;
        this.created = created;
    }

    /** Another visitor, with connections of its own. */
    static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(2))
                .build();
    }

    /** Of the sample image, and always awake, unless the settings say otherwise. */
    static Deployed create(Api api, String namespace, String name, Map<String, ?> settings)
            throws IOException, InterruptedException {
        Map<String, Object> body = new TreeMap<>(settings);
        body.put("namespace_id", namespace);
        body.put("name", name);
        body.putIfAbsent("image", api.berth().credential("BERTH_SAMPLE_IMAGE"));
        body.putIfAbsent("min_scale", 1);
        return new Deployed(api, api.post(Api.CONTAINERS + "/containers", body));
    }

    String id() {
        return created.path("id").asText();
    }

    JsonNode change(Map<String, ?> settings) throws IOException, InterruptedException {
        return api.patch(path(), settings);
    }

    void redeploy() throws IOException, InterruptedException {
        api.post(path() + "/redeploy", Map.of());
    }

    void rollBack(int revision) throws IOException, InterruptedException {
        api.post("/berth/v1/containers/" + id() + "/rollback", Map.of("revision", revision));
    }

    void delete() throws IOException, InterruptedException {
        api.delete(path());
    }

    JsonNode seen() throws IOException, InterruptedException {
        return api.get(path());
    }

    Deployed awaitReady() {
        await("ready: " + id())
                .atMost(SETTLED_WITHIN)
                .untilAsserted(() -> assertThat(seen().path("status").asText())
                        .as(() -> created.path("name").asText())
                        .isEqualTo("ready"));
        return this;
    }

    /** Waits until it is in error, and answers why. */
    String awaitError() {
        return await("in error: " + id()).atMost(SETTLED_WITHIN).until(this::error, message -> !message.isEmpty());
    }

    /** Why it is in error; empty when it is not. */
    String error() throws IOException, InterruptedException {
        JsonNode now = seen();
        return now.path("status").asText().equals("error")
                ? now.path("error_message").asText()
                : "";
    }

    void awaitBody(String path, String body) {
        await(path + " answers " + body)
                .atMost(SETTLED_WITHIN)
                .untilAsserted(() -> assertThat(ask(path).body()).isEqualTo(body));
    }

    JsonNode logs() throws IOException, InterruptedException {
        return api.get("/berth/v1/containers/" + id() + "/logs");
    }

    /** Names the instance that answers. */
    String instance() throws IOException, InterruptedException {
        return ask("/env?name=HOSTNAME").body();
    }

    int instances() throws IOException, InterruptedException {
        return (int) api.berth()
                .shell("docker ps --quiet --filter label=dev.berth.container=" + id())
                .lines()
                .count();
    }

    Answer ask(String path) throws IOException, InterruptedException {
        return ask(HTTP, path);
    }

    Answer ask(HttpClient visitor, String path) throws IOException, InterruptedException {
        return answer(visitor.send(request(path).build(), BodyHandlers.ofString()));
    }

    /** How long the next request had to wait until an instance was awake; empty where there was one. */
    Optional<Duration> coldStart() throws IOException, InterruptedException {
        HttpResponse<String> response = HTTP.send(request("/").build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.headers()
                .firstValue("X-Berth-Cold-Start")
                .map(Long::parseLong)
                .map(Duration::ofMillis);
    }

    /** Asks with a token. */
    Answer ask(String path, String token) throws IOException, InterruptedException {
        return answer(HTTP.send(request(path).header("X-Auth-Token", token).build(), BodyHandlers.ofString()));
    }

    CompletableFuture<Answer> asking(String path) throws IOException {
        return HTTP.sendAsync(request(path).build(), BodyHandlers.ofString()).thenApply(Deployed::answer);
    }

    private static Answer answer(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.body().strip());
    }

    private HttpRequest.Builder request(String path) throws IOException {
        String gateway = "http://127.0.0.1:" + api.berth().credential("BERTH_GATEWAY_PORT");
        return HttpRequest.newBuilder(URI.create(gateway + path))
                .header(
                        "Host",
                        URI.create(created.path("public_endpoint").asText()).getAuthority())
                .timeout(Duration.ofSeconds(60));
    }

    private String path() {
        return Api.CONTAINERS + "/containers/" + id();
    }
}
