package dev.berth.reconciler.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.events.EventJson;
import dev.berth.reconciler.engine.Reference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What registries want to hear before they give their images: for the nodes that pull, and for Berth that looks tags up. */
public final class PullSecret {

    private static final String DOCKER_HUB = "docker.io";

    private final String json;

    /** What to send, by the registry's host and port. */
    private final Map<String, String> basic = new TreeMap<>();

    /** @throws IllegalArgumentException when it is not what {@code docker login} writes */
    PullSecret(String json) {
        this.json = json;
        JsonNode auths;
        try {
            auths = EventJson.MAPPER.readTree(json).path("auths");
        } catch (JsonProcessingException _) {
            throw new IllegalArgumentException("it is not JSON"); // whose error might quote what is secret
        }
        if (!auths.isObject()) {
            throw new IllegalArgumentException("it has no \"auths\"");
        }
        auths.properties().forEach(entry -> basic.put(host(entry.getKey()), basic(entry.getValue())));
    }

    /**
     * What a file has.
     *
     * @throws IllegalStateException with what is wrong with the file
     */
    public static PullSecret read(Path file) {
        try {
            return new PullSecret(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "the pull secret %s is no file of registries' credentials: %s".formatted(file, e.getMessage()), e);
        } catch (IOException e) {
            throw new IllegalStateException("the pull secret %s cannot be read".formatted(file), e);
        }
    }

    /** Docker calls its own registry by the address of an older one. */
    private static String host(String key) {
        String host = key.replaceFirst("^https?://", "").replaceFirst("/.*$", "");
        return host.equals("index." + DOCKER_HUB) || host.equals("registry-1." + DOCKER_HUB) ? DOCKER_HUB : host;
    }

    private static String basic(JsonNode entry) {
        JsonNode auth = entry.path("auth");
        return auth.isTextual() && !auth.textValue().isEmpty()
                ? auth.textValue()
                : base64(entry.path("username").asText() + ":"
                        + entry.path("password").asText());
    }

    /** For a header {@code Authorization}; empty where nothing is known for the image's registry. */
    Optional<String> authorization(Reference image) {
        return Optional.ofNullable(basic.get(image.registry())).map("Basic "::concat);
    }

    /** As a Secret of the type {@code kubernetes.io/dockerconfigjson} has it. */
    Map<String, String> data() {
        return Map.of(".dockerconfigjson", base64(json));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Names the registries alone. */
    @Override
    public String toString() {
        return "PullSecret" + basic.keySet();
    }
}
