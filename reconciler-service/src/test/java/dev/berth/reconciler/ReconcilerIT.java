package dev.berth.reconciler;

import static dev.berth.reconciler.container.Examples.FROM_ZERO;
import static dev.berth.reconciler.container.Examples.NAMESPACE;
import static dev.berth.reconciler.container.Examples.ONE;
import static dev.berth.reconciler.container.Examples.ORGANIZATION;
import static dev.berth.reconciler.container.Examples.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import dev.berth.events.ContainerEvent.Cause;
import dev.berth.events.ContainerEvent.ContainerConfigured;
import dev.berth.events.ContainerEvent.ContainerDegraded;
import dev.berth.events.ContainerEvent.ContainerDeleted;
import dev.berth.events.ContainerEvent.ContainerDeletionRequested;
import dev.berth.events.ContainerEvent.ContainerRecovered;
import dev.berth.events.ContainerEvent.DeploymentFailed;
import dev.berth.events.ContainerEvent.DeploymentRequested;
import dev.berth.events.ContainerEvent.DeploymentSucceeded;
import dev.berth.events.ContainerEvent.ImagePinned;
import dev.berth.events.ContainerId;
import dev.berth.events.EventJson;
import dev.berth.events.NamespaceEvent.NamespaceConfigured;
import dev.berth.events.NamespaceEvent.NamespaceCreated;
import dev.berth.events.spec.ContainerSpec;
import dev.berth.events.spec.Failure;
import dev.berth.events.spec.NamespaceSpec;
import dev.berth.events.spec.Probes;
import dev.berth.events.spec.Scaling;
import dev.berth.events.traffic.Demand;
import dev.berth.events.traffic.Endpoints;
import dev.berth.reconciler.container.Examples;
import dev.berth.reconciler.engine.Engine;
import dev.berth.sample.image.SampleImage;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole service, on a real Kafka and a real engine; only api-service and the gateway are played. */
@QuarkusTest
@WithTestResource(Surrounded.class)
class ReconcilerIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private static final AtomicBoolean NAMESPACE_EXISTS = new AtomicBoolean();
    private static DockerClient docker;
    private static String sample;

    @SuppressWarnings("NullAway.Init") // given by Surrounded
    FakeLog log;

    @Inject
    Engine engine;

    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init")
    URI root;

    private final ContainerId id = new ContainerId(UUID.randomUUID());

    @BeforeAll
    static void image() throws IOException {
        DefaultDockerClientConfig config =
                DefaultDockerClientConfig.createDefaultConfigBuilder().build();
        docker = DockerClientImpl.getInstance(
                config,
                new ApacheDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .build());
        sample = SampleImage.ensure(docker);
    }

    @BeforeEach
    void namespace() {
        if (NAMESPACE_EXISTS.compareAndSet(false, true)) {
            NamespaceSpec spec = new NamespaceSpec(
                    "", Map.of("SHARED", "namespace", "HIDDEN", "namespace"), Map.of(), List.of(), Map.of());
            log.append(
                    new NamespaceCreated(NAMESPACE, PROJECT, ORGANIZATION, "demo"),
                    new NamespaceConfigured(NAMESPACE, 1, 1, spec));
        }
    }

    @AfterEach
    void delete() {
        if (!log.history(id).isEmpty()
                && log.history(id, ContainerDeleted.class).findAny().isEmpty()) {
            log.append(new ContainerDeletionRequested(id));
            await().atMost(SOON)
                    .until(() -> log.history(id, ContainerDeleted.class).count() == 1);
        }
        assertThat(engine.observe(id)).isEmpty();
        assertThat(log.endpoints(id)).isEmpty();
    }

    @Test
    void a_created_container_answers_with_its_environment() {
        create(spec(ONE, Map.of("GREETING", "good day", "HIDDEN", "container")));

        awaitSucceeded(1);

        assertThat(get("/")).isEqualTo("good day");
        assertThat(get("/env?name=SHARED")).isEqualTo("namespace");
        assertThat(get("/env?name=HIDDEN")).isEqualTo("container");
        assertThat(get("/env?name=PORT")).isEqualTo("8080");
        assertThat(log.history(id, ImagePinned.class)).hasSize(1);
        assertThat(log.history(id, ImagePinned.class).findFirst().orElseThrow().image())
                .startsWith("sha256:");
    }

    @Test
    void a_new_deployment_replaces_the_old_one_without_a_lost_request() throws InterruptedException {
        create(spec(ONE, Map.of("GREETING", "one")));
        awaitSucceeded(1);
        Client client = new Client();
        client.start();

        for (int revision = 2; revision <= 4; revision++) {
            configure(revision, spec(ONE, Map.of("GREETING", "number " + revision)));
            awaitSucceeded(revision);
        }
        await().atMost(SOON).until(() -> engine.observe(id).size() == 1);
        client.end();

        assertThat(client.troubles).isEmpty();
        assertThat(client.requests).isGreaterThan(100);
        assertThat(get("/")).isEqualTo("number 4");
    }

    @Test
    void a_deployment_that_fails_tells_why_and_leaves_the_old_one_serving() {
        create(spec(ONE, Map.of("GREETING", "good")));
        awaitSucceeded(1);

        configure(2, spec(ONE, Map.of("EXIT_AT_START", "3")));

        DeploymentFailed failed = awaitFailed(2);
        assertThat(failed.failure().reason()).isEqualTo(Failure.Reason.EXITED);
        assertThat(failed.failure().message())
                .contains("exited with code 3 after")
                .contains("sample: told to exit at start");
        assertThat(failed.serving()).contains(1);
        assertThat(get("/")).isEqualTo("good");
        await().atMost(SOON).until(() -> engine.observe(id).size() == 1);
    }

    @Test
    void a_container_that_does_not_listen_says_so() {
        create(spec(ONE, Map.of("LISTEN", "false")));

        DeploymentFailed failed = awaitFailed(1);

        assertThat(failed.failure().reason()).isEqualTo(Failure.Reason.NOT_LISTENING);
        assertThat(failed.failure().message())
                .startsWith("did not listen on port 8080 within 8.0 s; last log lines: sample: told not to listen");
        assertThat(failed.serving()).isEmpty();
    }

    @Test
    void an_image_that_is_nowhere_is_not_found() {
        create(Examples.spec("localhost:1/nobody/has-this:7", ONE));

        Failure failure = awaitFailed(1).failure();

        assertThat(failure.reason()).isEqualTo(Failure.Reason.IMAGE_NOT_FOUND);
        assertThat(failure.message()).startsWith("image not found: localhost:1/nobody/has-this:7");
    }

    @Test
    void a_command_that_is_not_in_the_image_is_named() {
        create(Examples.spec(sample, ONE, Probes.NONE, Map.of(), List.of("no-such-program"), List.of()));

        Failure failure = awaitFailed(1).failure();

        assertThat(failure.reason()).isEqualTo(Failure.Reason.IMAGE_UNUSABLE);
        assertThat(failure.message()).contains("cannot run \"no-such-program\"");
    }

    @Test
    void a_killed_instance_comes_back_and_the_log_tells_of_both() {
        create(spec(ONE, Map.of()));
        awaitSucceeded(1);
        String before = ready().id();

        docker.killContainerCmd(container(before)).withSignal("KILL").exec();

        await().atMost(SOON)
                .until(() -> log.history(id, ContainerRecovered.class).count() == 1);
        assertThat(log.history(id, ContainerDegraded.class)
                        .findFirst()
                        .orElseThrow()
                        .failure()
                        .message())
                .startsWith("was killed by signal 9");
        await().atMost(SOON).until(() -> !ready().id().equals(before));
        assertThat(get("/")).startsWith("Hello");
    }

    @Test
    void an_instance_removed_behind_our_back_is_replaced() {
        create(spec(ONE, Map.of()));
        awaitSucceeded(1);
        String before = ready().id();

        docker.removeContainerCmd(container(before)).withForce(true).exec();

        await().atMost(SOON)
                .until(() -> log.endpoints(id).stream()
                        .flatMap(endpoints -> endpoints.instances().stream())
                        .anyMatch(instance -> !instance.id().equals(before)));
        assertThat(get("/")).startsWith("Hello");
    }

    @Test
    void a_container_that_uses_too_much_memory_is_told_so() {
        create(spec(ONE, Map.of()));
        awaitSucceeded(1);

        await().atMost(SOON).until(() -> {
            try {
                get("/memory?mb=40");
            } catch (IllegalStateException _) {
                // killed while it answered
            }
            return log.history(id, ContainerDegraded.class).findAny().isPresent();
        });

        Failure failure = log.history(id, ContainerDegraded.class)
                .findFirst()
                .orElseThrow()
                .failure();
        assertThat(failure.reason()).isEqualTo(Failure.Reason.OUT_OF_MEMORY);
        assertThat(failure.message()).startsWith("killed for using more than 64 MB of memory");
    }

    @Test
    void a_container_sleeps_when_nobody_asks_and_wakes_at_once_on_demand() {
        create(spec(FROM_ZERO, Map.of()));
        awaitSucceeded(1);
        await().atMost(SOON).until(() -> engine.observe(id).isEmpty());
        assertThat(log.endpoints(id).orElseThrow().instances()).isEmpty();

        Instant start = Instant.now();
        log.demand(demand(1, Map.of(), 1));
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !log.endpoints(id).orElseThrow().instances().isEmpty());

        System.out.println(
                "cold start: " + Duration.between(start, Instant.now()).toMillis() + " ms");
        assertThat(get("/")).startsWith("Hello");
    }

    @Test
    void more_instances_come_with_more_requests_and_go_with_them() {
        create(spec(FROM_ZERO, Map.of()));
        awaitSucceeded(1);

        log.demand(demand(35, Map.of(), 2));

        await().atMost(SOON)
                .until(() -> log.endpoints(id).orElseThrow().instances().stream()
                                .filter(instance -> instance.state() == Endpoints.State.READY)
                                .count()
                        == 4);
        log.demand(demand(0, Map.of(), 3));
        await().atMost(SOON).until(() -> engine.observe(id).isEmpty());
    }

    @Test
    void instances_reach_neither_each_other_nor_the_platform() {
        create(spec(new Scaling(2, 2, new Scaling.Concurrency(10)), Map.of()));
        awaitSucceeded(1);
        List<Endpoints.Instance> both = log.endpoints(id).orElseThrow().instances();
        Endpoints.Instance one = both.getFirst();
        Endpoints.Instance other = both.getLast();
        String gateway = gateway();
        int api = URI.create(log.url()).getPort();

        assertThat(get(one, "/connect?host=%s&port=%d".formatted(other.host(), other.port())))
                .startsWith("refused");
        assertThat(get(one, "/connect?host=%s&port=%d".formatted(gateway, api))).startsWith("refused");
        assertThat(get(one, "/connect?host=127.0.0.1&port=" + api)).startsWith("refused");
        assertThat(docker.inspectContainerCmd(container(one.id())).exec().getMounts())
                .isEmpty();
    }

    @Test
    void a_hole_in_the_log_is_healed_before_anything_is_done() {
        log.append(Examples.created(id));
        log.appendUnpublished(new ContainerConfigured(id, 1, spec(ONE, Map.of("GREETING", "healed"))));

        log.append(new DeploymentRequested(id, 1, 1, 1, Cause.CREATED));

        awaitSucceeded(1);
        assertThat(get("/")).isEqualTo("healed");
    }

    @Test
    void an_older_revision_runs_the_image_that_it_was_pinned_to() {
        create(spec(ONE, Map.of("GREETING", "one")));
        awaitSucceeded(1);
        configure(2, spec(ONE, Map.of("GREETING", "two")));
        awaitSucceeded(2);

        log.append(new DeploymentRequested(id, 3, 1, 1, Cause.ROLLED_BACK));

        awaitSucceeded(3);
        assertThat(get("/")).isEqualTo("one");
        assertThat(log.history(id, ImagePinned.class)).hasSize(2);
    }

    @Test
    void what_running_and_ended_instances_wrote_is_shown_to_who_knows_the_secret() throws Exception {
        create(spec(ONE, Map.of()));
        awaitSucceeded(1);
        String first = ready().id();
        get("/exit?code=7");
        await().atMost(SOON)
                .until(() -> log.history(id, ContainerRecovered.class).count() == 1);
        String second = ready().id();

        await().atMost(SOON).until(() -> lines(Surrounded.SECRET).body().contains(second));
        HttpResponse<String> answer = lines(Surrounded.SECRET);
        JsonNode json = EventJson.MAPPER.readTree(answer.body());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json.path("total").asInt()).isEqualTo(3);
        assertThat(json.path("lines").findValuesAsText("instance")).containsExactly(second, first, first);
        assertThat(json.path("lines").findValuesAsText("text"))
                .containsExactly(
                        "sample: listening on port 8080",
                        "sample: told to exit with 7",
                        "sample: listening on port 8080");
        assertThat(json)
                .isEqualTo(EventJson.MAPPER.readTree(lines(Surrounded.SECRET).body()));
        assertThat(lines("a guess").statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> lines(String secret) throws IOException, InterruptedException {
        URI uri = root.resolve("/berth/internal/v1/engine/containers/" + id + "/logs");
        return HTTP.send(
                HttpRequest.newBuilder(uri).header("X-Berth-Internal", secret).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private void create(ContainerSpec spec) {
        log.append(
                Examples.created(id),
                new ContainerConfigured(id, 1, spec),
                new DeploymentRequested(id, 1, 1, 1, Cause.CREATED));
    }

    private void configure(int revision, ContainerSpec spec) {
        log.append(
                new ContainerConfigured(id, revision, spec),
                new DeploymentRequested(id, revision, revision, 1, Cause.CONFIGURED));
    }

    private static ContainerSpec spec(Scaling scaling, Map<String, String> environment) {
        return Examples.spec(sample, scaling, Probes.NONE, environment, List.of(), List.of());
    }

    private Demand demand(int queued, Map<String, Integer> inFlight, long requests) {
        long generation = log.endpoints(id).map(Endpoints::generation).orElse(0L);
        return new Demand("gateway-1", id, generation, queued, inFlight, requests, Instant.now(), Instant.now());
    }

    private void awaitSucceeded(int deployment) {
        await().atMost(SOON)
                .until(() ->
                        log.history(id, DeploymentSucceeded.class).anyMatch(event -> event.deployment() == deployment));
    }

    private DeploymentFailed awaitFailed(int deployment) {
        await().atMost(SOON)
                .until(() ->
                        log.history(id, DeploymentFailed.class).anyMatch(event -> event.deployment() == deployment));
        return log.history(id, DeploymentFailed.class)
                .filter(event -> event.deployment() == deployment)
                .findFirst()
                .orElseThrow();
    }

    private Endpoints.Instance ready() {
        await().atMost(SOON)
                .until(() -> log.endpoints(id).stream()
                        .flatMap(endpoints -> endpoints.instances().stream())
                        .anyMatch(instance -> instance.state() == Endpoints.State.READY));
        return log.endpoints(id).orElseThrow().instances().stream()
                .filter(instance -> instance.state() == Endpoints.State.READY)
                .findFirst()
                .orElseThrow();
    }

    private String container(String instance) {
        return docker.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of("dev.berth.instance", instance))
                .exec()
                .getFirst()
                .getId();
    }

    private static String gateway() {
        return docker.inspectNetworkCmd()
                .withNetworkId("berth-" + Surrounded.PLATFORM)
                .exec()
                .getIpam()
                .getConfig()
                .getFirst()
                .getGateway();
    }

    private String get(String path) {
        return get(ready(), path);
    }

    private static String get(Endpoints.Instance instance, String path) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://%s:%d%s".formatted(instance.host(), instance.port(), path)))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .strip();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Asks all the time, wherever the endpoints say, and tells of what it has under way as a gateway does. */
    private final class Client {
        private final List<String> troubles = new ArrayList<>();
        private final Thread thread = Thread.ofPlatform().unstarted(this::run);
        private volatile boolean ended;
        private int requests;

        void start() {
            thread.start();
        }

        void end() throws InterruptedException {
            ended = true;
            thread.join();
        }

        private void run() {
            long told = 0;
            while (!ended) {
                Endpoints.Instance instance = log.endpoints(id).orElseThrow().instances().stream()
                        .filter(each -> each.state() == Endpoints.State.READY)
                        .findFirst()
                        .orElseThrow();
                try {
                    get(instance, "/sleep?ms=5");
                    requests++;
                } catch (RuntimeException e) {
                    troubles.add(instance + ": " + e);
                }
                long generation = log.endpoints(id).map(Endpoints::generation).orElse(0L);
                if (generation != told) {
                    told = generation;
                    log.demand(demand(0, Map.of(), requests));
                }
            }
        }
    }
}
