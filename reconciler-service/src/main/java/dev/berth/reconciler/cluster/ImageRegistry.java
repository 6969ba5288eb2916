package dev.berth.reconciler.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.events.EventJson;
import dev.berth.events.spec.Failure.Reason;
import dev.berth.reconciler.engine.EngineRefused;
import dev.berth.reconciler.engine.Reference;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks registries what a tag means just now, by the protocol that all of them speak. */
final class ImageRegistry implements AutoCloseable {

    private static final String MANIFESTS = "application/vnd.oci.image.index.v1+json,"
            + "application/vnd.docker.distribution.manifest.list.v2+json,"
            + "application/vnd.oci.image.manifest.v1+json,"
            + "application/vnd.docker.distribution.manifest.v2+json";
    private static final Pattern CHALLENGE = Pattern.compile("(realm|service|scope)=\"([^\"]*)\"");
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private final Optional<PullSecret> credentials;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    ImageRegistry(Optional<PullSecret> credentials) {
        this.credentials = credentials;
    }

    /**
     * The digest of the image; empty when its registry does not know it.
     *
     * @throws EngineRefused when the registry shows it only to others
     * @throws IOException when it does not answer
     */
    Optional<String> digest(Reference reference) throws IOException {
        HttpResponse<Void> answer = head(reference, Optional.empty());
        if (answer.statusCode() == 401) {
            answer = head(reference, authorization(reference, answer));
        }
        return switch (answer.statusCode()) {
            case 200 -> answer.headers().firstValue("Docker-Content-Digest");
            case 401, 403 ->
                throw new EngineRefused(
                        Reason.IMAGE_NOT_ALLOWED,
                        "not allowed to pull image %s; %s wants %scredentials"
                                .formatted(
                                        reference.repository(),
                                        reference.registry(),
                                        credentials
                                                .flatMap(all -> all.authorization(reference))
                                                .map(_ -> "other ")
                                                .orElse("")));
            case 404 -> Optional.empty();
            default -> throw new IOException(reference.registry() + " answered " + answer.statusCode());
        };
    }

    private HttpResponse<Void> head(Reference reference, Optional<String> authorization) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(manifest(reference))
                .timeout(ANSWER)
                .header("Accept", MANIFESTS)
                .method("HEAD", HttpRequest.BodyPublishers.noBody());
        authorization.ifPresent(value -> request.header("Authorization", value));
        return send(request.build(), HttpResponse.BodyHandlers.discarding());
    }

    private static URI manifest(Reference reference) throws IOException {
        try {
            return URI.create("%s://%s/v2/%s/manifests/%s"
                    .formatted(
                            reference.isLoopback() ? "http" : "https",
                            reference.endpoint(),
                            reference.path(),
                            reference.tag()));
        } catch (IllegalArgumentException e) {
            throw new IOException("its name leads to no registry", e);
        }
    }

    /** What the registry wants to hear: our credentials, or what its token server gives for them, or gives to anybody. */
    private Optional<String> authorization(Reference reference, HttpResponse<Void> challenged) throws IOException {
        Optional<String> ours = credentials.flatMap(all -> all.authorization(reference));
        String challenge = challenged.headers().firstValue("WWW-Authenticate").orElse("");
        return challenge.regionMatches(true, 0, "Bearer", 0, "Bearer".length())
                ? token(challenge, ours, reference.isLoopback()).map("Bearer "::concat)
                : ours;
    }

    private Optional<String> token(String challenge, Optional<String> ours, boolean plain) throws IOException {
        String realm = "";
        StringBuilder query = new StringBuilder();
        Matcher part = CHALLENGE.matcher(challenge);
        while (part.find()) {
            if ("realm".equals(part.group(1))) {
                realm = part.group(2);
            } else {
                query.append(query.isEmpty() ? "?" : "&")
                        .append(part.group(1))
                        .append('=')
                        .append(part.group(2));
            }
        }
        if (!realm.startsWith("https://") && !(plain && realm.startsWith("http://"))) {
            return Optional.empty(); // nothing is told over a line that anybody may hear
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(realm + query.toString().replace(" ", "%20")))
                .timeout(ANSWER);
        ours.ifPresent(value -> request.header("Authorization", value));
        HttpResponse<String> answer = send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            return Optional.empty();
        }
        JsonNode json = EventJson.MAPPER.readTree(answer.body());
        return Optional.ofNullable(json.get("token"))
                .or(() -> Optional.ofNullable(json.get("access_token")))
                .map(JsonNode::asText);
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) throws IOException {
        try {
            return http.send(request, handler);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
