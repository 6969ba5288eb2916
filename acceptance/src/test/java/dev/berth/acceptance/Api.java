package dev.berth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** A Berth's API, asked with the key that it made for its owner. */
record Api(BerthUp berth) {

    static final String CONTAINERS = "/containers/v1/regions/fr-par";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    JsonNode get(String path) throws IOException, InterruptedException {
        return ask("GET", path, Map.of());
    }

    JsonNode post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return ask("POST", path, body);
    }

    JsonNode patch(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return ask("PATCH", path, body);
    }

    JsonNode delete(String path) throws IOException, InterruptedException {
        return ask("DELETE", path, Map.of());
    }

    private JsonNode ask(String method, String path, Map<String, ?> body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(berth.credential("BERTH_API_URL") + path))
                .timeout(Duration.ofSeconds(60))
                .header("X-Auth-Token", berth.credential("SCW_SECRET_KEY"))
                .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode())
                .as("%s %s: %s", method, path, answer.body())
                .isEqualTo(200);
        return JSON.readTree(answer.body());
    }
}
