package dev.berth.benchmarks.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.benchmarks.Processes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** When the API server had the first object of a kind for each container, as it tells whoever watches: nothing is asked meanwhile. */
public final class Arrivals implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final CompletableFuture<?> changes;

    /** By {@link System#nanoTime}. */
    private final Map<String, Long> seen = new ConcurrentHashMap<>();

    /** @param watch what answers with a line for each change, from now on until closed */
    Arrivals(URI watch) {
        this.changes = client.sendAsync(HttpRequest.newBuilder(watch).build(), BodyHandlers.ofLines())
                .thenAccept(answer -> answer.body().forEach(this::note));
    }

    private void note(String change) {
        long now = System.nanoTime();
        try {
            String container = JSON.readTree(change)
                    .at("/object/metadata/labels")
                    .path("berth.dev/container")
                    .asText();
            seen.putIfAbsent(container, now);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not what a watch tells: " + change, e);
        }
    }

    /**
     * Waits until it is there, and says when that was, by {@link System#nanoTime}.
     *
     * @throws java.util.concurrent.CompletionException when the API server tells no more
     */
    public long await(String container, Duration patience) throws InterruptedException {
        Processes.await("an object of container " + container, patience, () -> {
            if (changes.isDone()) {
                changes.join();
            }
            return seen.containsKey(container);
        });
        return seen.getOrDefault(container, 0L);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
