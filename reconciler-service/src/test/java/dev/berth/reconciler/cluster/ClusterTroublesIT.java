package dev.berth.reconciler.cluster;

import static dev.berth.reconciler.cluster.Rig.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.ProjectId;
import dev.berth.events.spec.Failure;
import dev.berth.events.spec.Failure.Reason;
import dev.berth.events.spec.Probes;
import dev.berth.reconciler.container.Examples;
import dev.berth.reconciler.engine.EngineRefused;
import dev.berth.reconciler.engine.Instance;
import dev.berth.reconciler.engine.Workload;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes wrong on a cluster is said in the words in which it is said on any engine. */
@Tag(Rig.CLUSTER)
class ClusterTroublesIT {

    private static final long MODEST = 64_000_000;

    @RegisterExtension
    private static final Connection CLUSTER = new Connection();

    private final ContainerId container = new ContainerId(UUID.randomUUID());
    private final NamespaceId namespace = new NamespaceId(UUID.randomUUID());

    private static Rig rig() {
        return CLUSTER.rig();
    }

    @AfterEach
    void remove() {
        rig().engine().remove(instances(), 0);
    }

    @Test
    void what_no_node_has_room_for_says_what_is_lacking() {
        rig().engine().run(workload(rig().image(), List.of(), 1L << 50), 1);

        Failure trouble = trouble();

        assertThat(trouble.reason()).isEqualTo(Reason.NO_CAPACITY);
        assertThat(trouble.message()).contains("not enough memory on");
    }

    @Test
    void an_image_that_cannot_be_pulled_is_named() {
        String image = "localhost:1/nobody/has-this@sha256:" + "0".repeat(64);
        rig().engine().run(workload(image, List.of(), MODEST), 1);

        Failure trouble = trouble();

        assertThat(trouble.reason()).isEqualTo(Reason.IMAGE_NOT_FOUND);
        assertThat(trouble.message()).contains(image);
    }

    @Test
    void a_program_that_the_image_lacks_is_named() {
        rig().engine().run(workload(rig().image(), List.of("/nowhere"), MODEST), 1);

        Failure trouble = trouble();

        assertThat(trouble.reason()).isEqualTo(Reason.IMAGE_UNUSABLE);
        assertThat(trouble.message()).startsWith("cannot run \"/nowhere\" in image " + rig().image());
    }

    @Test
    void an_end_for_want_of_memory_is_told_apart() {
        rig().engine().run(workload(rig().image(), List.of(), MODEST), 1);
        Instance instance = await().atMost(SOON)
                .until(() -> instances().stream().filter(Instance::running).findFirst(), Optional::isPresent)
                .orElseThrow();
        Rig.ask(instance, "/");

        overflow(instance);

        Instance.Ended ended = (Instance.Ended)
                await().atMost(SOON).until(() -> instances().getFirst().state(), Instance.Ended.class::isInstance);
        assertThat(ended.cause()).isEqualTo(Instance.Cause.OUT_OF_MEMORY);
    }

    /** Whoever would answer is killed over it, so nobody waits for that. */
    private static void overflow(Instance instance) {
        URI uri = URI.create("http://" + instance.address(8080).orElseThrow() + "/memory?mb=300");
        try (HttpClient http = HttpClient.newHttpClient()) {
            http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding());
        } catch (IOException _) {
            // as expected
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_quota_that_is_used_up_is_named() {
        Workload workload = workload(rig().image(), List.of(), MODEST);
        rig().engine().run(workload, 1);
        await().atMost(SOON).until(() -> !instances().isEmpty());
        rig().client()
                .resource(new ResourceQuotaBuilder()
                        .withNewMetadata()
                        .withName("one-pod")
                        .withNamespace(Names.namespace(workload))
                        .endMetadata()
                        .withNewSpec()
                        .withHard(Map.of("pods", new Quantity("1")))
                        .endSpec()
                        .build())
                .create();
        // a quota limits nothing until its controller has counted what there is
        await().atMost(SOON)
                .until(() -> rig().client()
                                .resourceQuotas()
                                .inNamespace(Names.namespace(workload))
                                .withName("one-pod")
                                .get()
                                .getStatus()
                                .getUsed()
                        != null);

        Failure refusal = await().atMost(SOON)
                .until(() -> refusal(workload), Optional::isPresent)
                .orElseThrow();

        assertThat(refusal.reason()).isEqualTo(Reason.NO_CAPACITY);
        assertThat(refusal.message()).startsWith("the quota of its namespace is used up");
    }

    private static Optional<Failure> refusal(Workload workload) {
        try {
            rig().engine().run(workload, 3);
            return Optional.empty();
        } catch (EngineRefused e) {
            return Optional.of(e.failure());
        }
    }

    private List<Instance> instances() {
        return rig().engine().observe(container);
    }

    private Failure trouble() {
        return await().atMost(SOON)
                .until(
                        () -> instances().stream()
                                .map(Instance::state)
                                .filter(Instance.Waiting.class::isInstance)
                                .map(Instance.Waiting.class::cast)
                                .flatMap(waiting -> waiting.trouble().stream())
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private Workload workload(String image, List<String> command, long memory) {
        return new Workload(
                container,
                namespace,
                "troubles",
                new ProjectId(UUID.randomUUID()),
                "hello-troubles",
                1,
                1,
                image,
                command,
                List.of(),
                Map.of(),
                Map.of(),
                List.of(8080),
                200,
                memory,
                0,
                List.of(),
                Probes.NONE,
                Optional.empty(),
                Examples.ONE,
                Duration.ofSeconds(30),
                "hash");
    }
}
