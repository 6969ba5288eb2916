package dev.berth.acceptance.processes;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that never stop changing things, and remember what they were told: a 200 is a promise, a 4xx is a refusal, and
 * anything else leaves open whether the change was made.
 */
final class Writer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATCHES = 4;

    /** A namespace as one client knows it: what it was promised, and what it may find besides. */
    static final class Known {
        final UUID id;
        final String name;
        final List<String> acknowledged = new ArrayList<>();
        final List<String> uncertain = new ArrayList<>();

        Known(UUID id, String name) {
            this.id = id;
            this.name = name;
        }
    }

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();
    private final List<URI> instances;
    private final String secretKey;
    private final Queue<Known> known = new ConcurrentLinkedQueue<>();
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean stopped;

    /**
     * @param instances addresses of v1's {@code /containers/v1/regions/<region>}, of every api-service
     * @param prefix starts the names of this writer's namespaces
     */
    Writer(List<URI> instances, String secretKey, String prefix, int count) {
        this.instances = instances;
        this.secretKey = secretKey;
        for (int client = 0; client < count; client++) {
            String name = prefix + "-" + client;
            int first = client;
            clients.execute(() -> run(name, first));
        }
    }

    /** All that was acknowledged, after {@link #close}. */
    List<Known> known() {
        return List.copyOf(known);
    }

    /** Answers that refused what nobody may refuse. */
    List<String> refusals() {
        return List.copyOf(refusals);
    }

    /** How many requests got no answer, or an answer of 5xx. */
    int failures() {
        return failures.get();
    }

    @Override
    public void close() {
        stopped = true;
        clients.close();
    }

    private void run(String prefix, int first) {
        for (int round = 0; !stopped; round++) {
            String name = prefix + "-" + round;
            Optional<JsonNode> created = send("POST", "/namespaces", Map.of("name", name), first + round);
            if (created.isPresent()) {
                Known namespace =
                        new Known(UUID.fromString(created.get().path("id").asText()), name);
                known.add(namespace);
                patch(namespace, first + round);
            }
        }
    }

    private void patch(Known namespace, int instance) {
        for (int patch = 0; patch < PATCHES && !stopped; patch++) {
            String description = "change " + patch;
            boolean acknowledged = send(
                            "PATCH",
                            "/namespaces/" + namespace.id,
                            Map.of("description", description),
                            instance + patch)
                    .isPresent();
            (acknowledged ? namespace.acknowledged : namespace.uncertain).add(description);
        }
    }

    private Optional<JsonNode> send(String method, String path, Map<String, String> body, int instance) {
        URI base = instances.get(Math.floorMod(instance, instances.size()));
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                    .timeout(Duration.ofSeconds(10))
                    .header("X-Auth-Token", secretKey)
                    .header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)))
                    .build();
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                return Optional.of(JSON.readTree(answer.body()));
            }
            note(method + " " + path + ": " + answer.statusCode() + " " + answer.body(), answer.statusCode());
        } catch (IOException _) {
            failures.incrementAndGet();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private void note(String answer, int status) {
        if (status >= 500) {
            failures.incrementAndGet();
        } else {
            refusals.add(answer);
        }
    }
}
