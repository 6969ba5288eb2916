package dev.berth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.acceptance.OfferedCluster.KnativeConfig;
import dev.berth.embedded.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the README promises of containers, kept on a cluster, whatever they are made of there. Berth stands on this machine,
 * and reaches pods by a route.
 */
@Tag("cluster")
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"plain", "knative"})
class ClusterPathIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String BERTH = "berth";
    private static final int VISITORS = 4;

    @TempDir
    static Path folder;

    private static Optional<KnativeConfig> config = Optional.empty();
    private static Optional<BerthUp> started = Optional.empty();

    private final OfferedCluster cluster = OfferedCluster.offered();
    private final BerthUp berth = started.orElseThrow();
    private final Api api = new Api(berth);
    private String namespace = "";

    ClusterPathIT(String mode) {}

    @BeforeParameterizedClassInvocation
    static void start(String mode) throws Exception {
        OfferedCluster cluster = OfferedCluster.offered();
        config = Optional.of(cluster.runImagesOfNodes());
        Map<String, String> environment = new TreeMap<>();
        environment.put("BERTH_DATA", folder.resolve(mode).resolve("data").toString());
        environment.put("BERTH_API_PORT", Integer.toString(Ports.free()));
        environment.put("BERTH_GATEWAY_PORT", Integer.toString(Ports.free()));
        environment.put("BERTH_ENGINE", "kubernetes");
        environment.put("BERTH_KUBERNETES_KUBECONFIG", cluster.kubeconfig().toString());
        environment.put("BERTH_KUBERNETES_MODE", mode);
        environment.put("BERTH_KUBERNETES_REACHABLE_FROM", "0.0.0.0/0");
        environment.put("BERTH_RECONCILER_STARTUP", "10s");
        environment.put("BERTH_AUTOSCALER_IDLE_WINDOW", "5s");
        environment.put("BERTH_AUTOSCALER_WINDOW", "6s");
        BerthUp berth = BerthUp.start(Files.createDirectories(folder.resolve(mode)), environment);
        started = Optional.of(berth);
        berth.awaitUp();
    }

    @AfterParameterizedClassInvocation
    static void stop() throws Exception {
        if (started.isPresent()) {
            BerthUp berth = started.get();
            await("nothing is left").atMost(SOON).until(() -> left(berth), List::isEmpty);
            berth.close();
        }
        if (config.isPresent()) {
            config.get().restore();
        }
    }

    @BeforeEach
    void createNamespace() throws Exception {
        namespace = api.post(
                        Api.CONTAINERS + "/namespaces",
                        Map.of("name", "path-" + UUID.randomUUID().toString().substring(0, 8)))
                .path("id")
                .asText();
    }

    @AfterEach
    void deleteNamespace() throws Exception {
        api.delete(Api.CONTAINERS + "/namespaces/" + namespace);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @ResourceLock(value = BERTH, mode = ResourceAccessMode.READ)
    void every_request_is_answered_while_one_revision_follows_another() throws Exception {
        Deployed container = create("smooth", Visitors.answering(1));
        CompletableFuture<Deployed.Answer> underWay = container.asking("/sleep?ms=5000");
        Visitors visitors = new Visitors(container, VISITORS);
        try (visitors) {
            for (int revision = 2; revision <= 3; revision++) {
                container.change(Visitors.answering(revision));
                container.awaitReady();
                visitors.expect(revision);
            }
            awaitPods(container, 1);
        }
        assertThat(visitors.wrong()).isEmpty();
        assertThat(visitors.met(3)).isTrue();
        assertThat(underWay.get().status()).isEqualTo(200);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @ResourceLock(value = BERTH, mode = ResourceAccessMode.READ)
    void a_revision_that_cannot_answer_says_why_and_leaves_the_last_one_answering() throws Exception {
        Deployed container = create("steady", Visitors.answering(1));
        Visitors visitors = new Visitors(container, VISITORS);
        try (visitors) {
            container.change(Map.of("environment_variables", Map.of("GREETING", "2", "LISTEN", "false")));
            assertThat(container.awaitError()).contains("did not listen on port 8080", "sample: told not to listen");

            container.change(Map.of("image", "localhost:1/nobody/has-this:1"));
            assertThat(container.awaitError()).startsWith("image not found: localhost:1/nobody/has-this:1");

            container.rollBack(1);
            container.awaitReady();
        }
        assertThat(visitors.wrong()).isEmpty();
        assertThat(visitors.met(2)).isFalse();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @ResourceLock(value = BERTH, mode = ResourceAccessMode.READ)
    void what_nobody_calls_has_no_pods_until_somebody_does() throws Exception {
        Deployed container = create("asleep", Map.of("min_scale", 0));
        awaitPods(container, 0);

        assertThat(container.coldStart()).isPresent();
        assertThat(pods(container)).hasSize(1);
        assertThat(container.coldStart()).isEmpty();
    }

    @Test
    @ResourceLock(BERTH)
    void a_rollout_during_which_berth_was_killed_is_finished_after_its_next_start() throws Exception {
        Deployed container = create("killed", Visitors.answering(1));
        container.change(Map.of("environment_variables", Map.of("GREETING", "2", "START_DELAY_MS", "3000")));
        awaitPods(container, 2);

        berth.kill();
        berth.startAgain();
        berth.awaitUp();

        container.awaitBody("/", "2");
        container.awaitReady();
        awaitPods(container, 1);
    }

    private static List<String> left(BerthUp berth) throws IOException, InterruptedException {
        return OfferedCluster.offered().left(berth.credential("BERTH_PLATFORM_ID"));
    }

    private Deployed create(String name, Map<String, ?> settings) throws IOException, InterruptedException {
        return Deployed.create(api, namespace, name, settings).awaitReady();
    }

    private void awaitPods(Deployed container, int number) {
        await(number + " pods").atMost(SOON).until(() -> pods(container), pods -> pods.size() == number);
    }

    private List<String> pods(Deployed container) throws IOException, InterruptedException {
        return cluster.named("pods", "berth.dev/container=" + container.id());
    }
}
