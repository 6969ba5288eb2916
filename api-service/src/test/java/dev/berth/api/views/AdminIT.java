package dev.berth.api.views;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.api.ApiServiceProfile;
import dev.berth.api.access.Scope.OfPlatform;
import dev.berth.api.dialect.Http;
import dev.berth.api.store.Append;
import dev.berth.api.store.EventStore;
import dev.berth.api.store.StreamWrite;
import dev.berth.events.CloudEventCodec;
import dev.berth.events.ContainerId;
import dev.berth.events.Event;
import dev.berth.events.NamespaceId;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ApiServiceProfile.class)
class AdminIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject
    EventStore store;

    @Inject
    Queries queries;

    @Inject
    @ConfigProperty(name = "berth.internal.secret")
    String secret;

    private final NamespaceId namespace = new NamespaceId(UUID.randomUUID());
    private Http anybody;
    private Http operator;

    @BeforeEach
    void sign_in() {
        anybody = Http.api();
        operator = anybody.with("X-Berth-Internal", secret);
    }

    @AfterEach
    void close() {
        operator.send("POST", "/berth/v1/admin/views/resume", "");
    }

    @Test
    void questions_wait_for_a_held_projector_rather_than_get_a_stale_answer() {
        JsonNode held = operator.send("POST", "/berth/v1/admin/views/pause", "").json();
        assertThat(held.path("paused").asBoolean()).isTrue();
        ContainerId id = container();
        CompletableFuture<Optional<ContainerView>> answer =
                queries.container(new OfPlatform(), id).subscribeAsCompletionStage();
        assertThat(answer).isNotDone();

        operator.send("POST", "/berth/v1/admin/views/resume", "");

        assertThat(answer.orTimeout(60, SECONDS).join()).isPresent();
    }

    @Test
    void a_rebuild_is_asked_for_and_tells_that_both_are_equal() {
        ContainerId id = container();
        assertThat(container(id)).isPresent();
        // what tests before this one set going may still change something between the two
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            JsonNode done =
                    operator.send("POST", "/berth/v1/admin/views/rebuild", "").json();
            JsonNode state = operator.get("/berth/v1/admin/views").json();
            assertThat(done.path("state").asText()).isEqualTo("done");
            assertThat(done.path("equal").asBoolean()).isTrue();
            assertThat(state.path("hash").asText()).isEqualTo(done.path("hash").asText());
            assertThat(state.path("unseen").asLong()).isZero();
        });
        assertThat(container(id)).isPresent();
    }

    @Test
    void a_history_is_read_as_it_stands_in_kafka() {
        ContainerId id = container();
        JsonNode events = operator.get("/berth/internal/v1/streams/container/" + id + "/events?after=1")
                .json()
                .path("events");
        assertThat(events).hasSize(2);
        Map<String, String> headers = new TreeMap<>();
        events.path(0)
                .path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        assertThat(CloudEventCodec.decode(headers, events.path(0).path("event").toString()))
                .isEqualTo(store.read(id.stream(), 1, 1).await().atMost(SOON).getFirst());
        assertThat(operator.get("/berth/internal/v1/streams/container/" + id + "/events?after=3")
                        .json()
                        .path("events"))
                .isEmpty();
        assertThat(operator.get("/berth/internal/v1/streams/boat/" + id + "/events")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void nobody_without_the_secret_gets_anything() {
        for (String path : List.of(
                "/berth/v1/admin/views",
                "/berth/v1/admin/views/rebuild",
                "/berth/internal/v1/streams/container/" + UUID.randomUUID() + "/events",
                "/berth/internal/v1/projects/" + UUID.randomUUID() + "/data-key")) {
            assertThat(anybody.get(path).status()).as(path).isEqualTo(401);
            assertThat(anybody.with("X-Berth-Internal", "guess").get(path).status())
                    .as(path)
                    .isEqualTo(401);
        }
        assertThat(operator.get("/berth/internal/v1/projects/" + UUID.randomUUID() + "/data-key")
                        .status())
                .isEqualTo(404);
    }

    private ContainerId container() {
        ContainerId id = new ContainerId(UUID.randomUUID());
        List<? extends Event> events = Histories.created(id, namespace, Histories.PROJECT, "hello");
        store.append(new Append(
                        List.of(new StreamWrite(
                                id.stream(),
                                0,
                                Histories.ORGANIZATION,
                                Optional.of(Histories.PROJECT),
                                Optional.of(namespace),
                                events,
                                List.of(),
                                List.of(),
                                List.of())),
                        List.of(),
                        Optional.empty(),
                        Histories.PROVENANCE,
                        Instant.now()))
                .await()
                .atMost(SOON);
        return id;
    }

    private Optional<ContainerView> container(ContainerId id) {
        return queries.container(new OfPlatform(), id).await().atMost(SOON);
    }
}
