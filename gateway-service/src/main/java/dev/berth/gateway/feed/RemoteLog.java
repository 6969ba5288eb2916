package dev.berth.gateway.feed;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.events.EventJson;
import dev.berth.events.StreamId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the log from the API service, which keeps it. */
final class RemoteLog implements Log, AutoCloseable {

    private static final int PAGE = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI api;
    private final String secret;

    RemoteLog(URI api, String secret) {
        this.api = api;
        this.secret = secret;
    }

    @Override
    public List<Told> read(StreamId stream, long after) throws IOException, InterruptedException {
        URI uri = api.resolve("/berth/internal/v1/streams/" + stream + "/events?after=" + after + "&limit=" + PAGE);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("X-Berth-Internal", secret)
                .timeout(PATIENCE)
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("the log answered " + response.statusCode() + " to " + uri);
        }
        List<Told> events = new ArrayList<>();
        for (JsonNode entry : EventJson.MAPPER.readTree(response.body()).path("events")) {
            events.add(
                    Told.of(headers(entry.path("headers")), entry.path("event").toString()));
        }
        return events;
    }

    private static Map<String, String> headers(JsonNode node) {
        Map<String, String> headers = new LinkedHashMap<>();
        node.properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        return headers;
    }

    @Override
    public void close() {
        client.close();
    }
}
