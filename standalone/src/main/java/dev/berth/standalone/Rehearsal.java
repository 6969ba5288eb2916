package dev.berth.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A little of what users do, so that a JVM that watches learns which classes and methods are needed. */
final class Rehearsal {

    private static final int ROUNDS = 20;

    private final URI namespaces;
    private final String secret;
    private final String project;

    private Rehearsal(URI namespaces, String secret, String project) {
        this.namespaces = namespaces;
        this.secret = secret;
        this.project = project;
    }

    static Rehearsal of(Settings settings, Tenant tenant) {
        return new Rehearsal(
                URI.create(settings.apiUrl() + "/containers/v1/regions/" + settings.region() + "/namespaces"),
                tenant.credentials().secret(),
                tenant.project().toString());
    }

    void run() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int round = 0; round < ROUNDS; round++) {
                String body = "{\"name\": \"rehearsal-%d\", \"project_id\": \"%s\"}".formatted(round, project);
                send(client, request().POST(BodyPublishers.ofString(body)));
                send(client, request().GET());
            }
        }
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(namespaces)
                .header("X-Auth-Token", secret)
                .header("Content-Type", "application/json");
    }

    private static void send(HttpClient client, HttpRequest.Builder request) throws IOException, InterruptedException {
        client.send(request.build(), BodyHandlers.discarding());
    }

    static void forget(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        }
    }
}
