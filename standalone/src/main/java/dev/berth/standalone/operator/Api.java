package dev.berth.standalone.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Berth's own API, as somebody calls it who shows this secret in this header. */
final class Api {

    static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROOT = "/berth/v1/";
    private static final int PAGE_SIZE = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final URI address;
    private final String header;
    private final String secret;

    Api(URI address, String header, String secret) {
        this.address = address;
        this.header = header;
        this.secret = secret;
    }

    /** All items of a list, however many pages it has. */
    List<JsonNode> list(String path) {
        List<JsonNode> items = new ArrayList<>();
        for (int page = 1; ; page++) {
            String query = (path.contains("?") ? "&" : "?") + "page=" + page + "&page_size=" + PAGE_SIZE;
            JsonNode answer = call("GET", path + query, BodyPublishers.noBody());
            answer.path("items").forEach(items::add);
            if (answer.path("items").isEmpty()
                    || items.size() >= answer.path("total_count").asInt()) {
                return items;
            }
        }
    }

    JsonNode get(String path) {
        return call("GET", path, BodyPublishers.noBody());
    }

    JsonNode post(String path, ObjectNode body) {
        return call("POST", path, BodyPublishers.ofString(body.toString()));
    }

    JsonNode delete(String path) {
        return call("DELETE", path, BodyPublishers.noBody());
    }

    private JsonNode call(String method, String path, BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(address.toString().replaceAll("/+$", "") + ROOT + path))
                .timeout(PATIENCE)
                .header(header, secret)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        HttpResponse<String> response = send(request);
        JsonNode answer = json(response);
        if (response.statusCode() >= 400) {
            throw new NotDone(words(response.statusCode(), answer));
        }
        return answer;
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new NotDone(
                    "no Berth answers at " + address + "; start it with ./berth up, or name another by --url", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new NotDone("interrupted", interrupted);
        }
    }

    private JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException failure) {
            throw new NotDone(
                    "what answers at " + address + " (status " + response.statusCode() + ") is no Berth", failure);
        }
    }

    private static String words(int status, JsonNode problem) {
        String faults = problem.path("errors")
                .valueStream()
                .map(fault -> fault.path("field").asText() + " "
                        + fault.path("detail").asText())
                .collect(Collectors.joining("; "));
        String detail = problem.path("detail").asText("");
        String words = detail.isEmpty() ? "the API answers with status " + status : detail;
        return faults.isEmpty() ? words : words + ": " + faults;
    }
}
