package dev.berth.reconciler.cluster;

import static dev.berth.reconciler.cluster.Rig.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.ProjectId;
import dev.berth.events.spec.Probes;
import dev.berth.reconciler.container.Examples;
import dev.berth.reconciler.engine.EngineUnreachable;
import dev.berth.reconciler.engine.Instance;
import dev.berth.reconciler.engine.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What runs where a project's pods are held most tightly. */
@Tag(Rig.CLUSTER)
class RestrictedIT {

    private final ContainerId container = new ContainerId(UUID.randomUUID());

    @Test
    void an_image_that_needs_no_root_runs_and_a_pod_that_wants_more_is_refused() throws Exception {
        try (Rig rig = Rig.connect();
                KubernetesEngine engine = rig.restricted()) {
            Workload workload = workload(rig.image());
            await("the engine has seen the cluster")
                    .atMost(SOON)
                    .ignoreException(EngineUnreachable.class)
                    .until(() -> engine.run(workload, 1).isEmpty());

            Instance instance = await().atMost(SOON)
                    .until(
                            () -> engine.observe(container).stream()
                                    .filter(Instance::running)
                                    .findFirst(),
                            Optional::isPresent)
                    .orElseThrow();
            assertThat(Rig.ask(instance, "/")).isNotEmpty();
            assertThatExceptionOfType(KubernetesClientException.class)
                    .isThrownBy(() -> rig.client().resource(root(workload)).create())
                    .withMessageContaining("violates PodSecurity \"restricted");

            engine.remove(engine.observe(container), 0);
            await().atMost(SOON).until(() -> engine.clear(container, Set.of()));
        }
    }

    private static Pod root(Workload workload) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("root")
                .withNamespace(Names.namespace(workload))
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("root")
                .withImage(workload.image())
                .endContainer()
                .endSpec()
                .build();
    }

    private Workload workload(String image) {
        return new Workload(
                container,
                new NamespaceId(UUID.randomUUID()),
                "restricted",
                new ProjectId(UUID.randomUUID()),
                "hello-restricted",
                1,
                1,
                image,
                List.of(),
                List.of(),
                Map.of("GREETING", "hello"),
                Map.of(),
                List.of(8080),
                200,
                64_000_000,
                0,
                List.of(),
                Probes.NONE,
                Optional.empty(),
                Examples.ONE,
                Duration.ofSeconds(30),
                "hash");
    }
}
