package dev.berth.reconciler.log;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.events.CloudEventCodec;
import dev.berth.events.Event;
import dev.berth.events.EventJson;
import dev.berth.events.ProjectId;
import dev.berth.events.Recorded;
import dev.berth.events.StreamId;
import dev.berth.reconciler.secrets.DataKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The API that api-service keeps for the other services: streams of the log, and wrapped data keys. */
public final class InternalApi implements LogReader, DataKeys, AutoCloseable {

    private static final int PAGE = 500;
    private static final int NOT_FOUND = 404;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final URI base;
    private final Optional<String> secret;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    public InternalApi(URI api, Optional<String> secret) {
        this.base = URI.create(api.toString().replaceAll("/+$", "") + "/berth/internal/v1/");
        this.secret = secret;
    }

    @Override
    public List<Recorded<Event>> after(StreamId stream, long version) {
        List<Recorded<Event>> all = new ArrayList<>();
        List<Recorded<Event>> page;
        long last = version;
        do {
            page = page(stream, last);
            all.addAll(page);
            last = page.isEmpty() ? last : page.getLast().version();
        } while (page.size() == PAGE);
        return all;
    }

    @Override
    public Optional<String> wrapped(ProjectId project) {
        return get("projects/" + project + "/data-key")
                .map(answer -> answer.path("wrapped").asText());
    }

    private List<Recorded<Event>> page(StreamId stream, long version) {
        return get("streams/%s/events?after=%d&limit=%d".formatted(stream, version, PAGE))
                .map(answer -> {
                    List<Recorded<Event>> events = new ArrayList<>();
                    answer.path("events").forEach(event -> events.add(event(event)));
                    return events;
                })
                .orElseThrow(() -> new IllegalStateException(
                        // an empty stream is answered with no events; this is some other server, or an older one
                        base.getAuthority() + " knows no streams; is BERTH_API_URL right?"));
    }

    private static Recorded<Event> event(JsonNode node) {
        Map<String, String> headers = new HashMap<>();
        node.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        return CloudEventCodec.decode(headers, node.path("event").toString());
    }

    private Optional<JsonNode> get(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT);
        secret.ifPresent(value -> request.header("X-Berth-Internal", value));
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            if (response.statusCode() != 200) {
                throw new IllegalStateException(
                        "%s answered %d to %s".formatted(base.getAuthority(), response.statusCode(), path));
            }
            return Optional.of(EventJson.MAPPER.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot ask " + base.getAuthority() + " for " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking for " + path, e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
