package dev.berth.api.dialect.scaleway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.berth.api.Tenants.Tenant;
import dev.berth.api.access.Principal.Platform;
import dev.berth.api.command.Request;
import dev.berth.api.container.Containers;
import dev.berth.api.dialect.Http;
import dev.berth.events.ContainerId;
import dev.berth.events.report.Report;
import dev.berth.events.report.Report.DeploymentBroken;
import dev.berth.events.report.Report.DeploymentReady;
import dev.berth.events.report.Report.WorkloadRemoved;
import dev.berth.events.spec.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A conversation between a client and the API, out of a file: an array of turns. A turn either sends something
 * ({@code send}, {@code body}) and says what must come back ({@code status}, 200 unless told; {@code answer}, the
 * members that matter; {@code keys}, all of them in their order; {@code eventually}, that it may take a while; {@code
 * keep}, what later turns call by a name), or tells what became of a container ({@code container}, {@code became}).
 *
 * <p>In all texts <code>${name}</code> stands for what was kept; {@code C} and {@code B} at the beginning of a path for
 * v1 and v1beta1. Of the expected texts, {@code "absent"} means that the member must not be there, {@code "<any>"} that
 * it must, and what stands between slashes is a pattern.
 */
final class Conversation {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final JsonNode turns;
    private final Http client;
    private final Containers containers;
    private final Map<String, String> kept = new HashMap<>();

    private Conversation(JsonNode turns, Http client, Containers containers) {
        this.turns = turns;
        this.client = client;
        this.containers = containers;
    }

    static Conversation of(Path file, Tenant tenant, Containers containers) {
        Http client = Http.api()
                .with("X-Auth-Token", tenant.secret())
                .with("Content-Type", "application/json; charset=utf-8");
        Conversation conversation = new Conversation(read(file), client, containers);
        conversation.kept.put("project", tenant.project().toString());
        conversation.kept.put("organization", tenant.organization().toString());
        return conversation;
    }

    private static JsonNode read(Path file) {
        try {
            return MAPPER.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void hold() {
        for (int i = 0; i < turns.size(); i++) {
            JsonNode turn = turns.get(i);
            if (turn.has("send")) {
                String where = "turn " + (i + 1) + ", " + turn.get("send").asText();
                if (turn.path("eventually").asBoolean()) {
                    await().atMost(PATIENCE).untilAsserted(() -> send(turn, where));
                } else {
                    send(turn, where);
                }
            } else {
                report(turn);
            }
        }
    }

    private void send(JsonNode turn, String where) {
        String[] words = filled(turn.get("send").asText()).split(" ", 2);
        String path = words[1].replaceFirst("^C/", "/containers/v1/regions/fr-par/")
                .replaceFirst("^B/", "/containers/v1beta1/regions/fr-par/");
        Http.Response response = turn.has("body")
                ? client.send(words[0], path, filled(turn.get("body").toString()))
                : client.send(words[0], path, "");
        assertThat(response.status())
                .as(where + ": " + response.text())
                .isEqualTo(turn.path("status").asInt(200));
        assertThat(response.header("Content-Type")).as(where).isEqualTo("application/json");
        check(turn.path("answer"), response.json(), where);
        if (turn.has("keys")) {
            assertThat(ScalewayClient.keys(response.json())).as(where).isEqualTo(texts(turn.get("keys")));
        }
        turn.path("keep")
                .properties()
                .forEach(name -> kept.put(
                        name.getKey(),
                        response.json().at(name.getValue().asText()).asText()));
    }

    private void check(JsonNode expected, JsonNode actual, String where) {
        if (expected.isObject()) {
            assertThat(actual.isObject()).as(where + " is an object: " + actual).isTrue();
            expected.properties().forEach(member -> {
                String inside = where + "." + member.getKey();
                if (member.getValue().asText().equals("absent")) {
                    assertThat(actual.has(member.getKey()))
                            .as(inside + " is there")
                            .isFalse();
                } else {
                    assertThat(actual.has(member.getKey()))
                            .as(inside + " is missing in " + actual)
                            .isTrue();
                    check(member.getValue(), actual.get(member.getKey()), inside);
                }
            });
        } else if (expected.isArray()) {
            assertThat(actual.size()).as(where + ": " + actual).isEqualTo(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                check(expected.get(i), actual.get(i), where + "[" + i + "]");
            }
        } else if (expected.isTextual()) {
            checkText(filled(expected.asText()), actual, where);
        } else if (!expected.isMissingNode()) {
            assertThat(actual).as(where).isEqualTo(expected);
        }
    }

    private static void checkText(String expected, JsonNode actual, String where) {
        if (expected.equals("<any>")) {
            return;
        }
        assertThat(actual.isTextual()).as(where + " is a text: " + actual).isTrue();
        if (expected.length() > 2 && expected.startsWith("/^") && expected.endsWith("$/")) {
            assertThat(actual.asText()).as(where).matches(expected.substring(1, expected.length() - 1));
        } else {
            assertThat(actual.asText()).as(where).isEqualTo(expected);
        }
    }

    private void report(JsonNode turn) {
        ContainerId container = ContainerId.of(filled(turn.get("container").asText()));
        int deployment = turn.path("deployment").asInt(1);
        Report report = switch (turn.get("became").asText()) {
            case "ready" -> new DeploymentReady(container, deployment);
            case "broken" ->
                new DeploymentBroken(
                        container,
                        deployment,
                        new Failure(Failure.Reason.IMAGE_NOT_FOUND, "image not found"),
                        Optional.empty());
            case "removed" -> new WorkloadRemoved(container);
            default -> throw new IllegalArgumentException("a container cannot become " + turn.get("became"));
        };
        Request request = Request.of(new Platform("reports"), UUID.randomUUID().toString(), Optional.empty())
                .withIdempotencyKey(UUID.randomUUID().toString());
        containers.record(request, container, report).await().atMost(PATIENCE);
    }

    private String filled(String text) {
        String filled = text;
        for (Map.Entry<String, String> entry : kept.entrySet()) {
            filled = filled.replace("${" + entry.getKey() + "}", entry.getValue());
        }
        return filled;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
