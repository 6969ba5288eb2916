package dev.berth.reconciler.cluster;

import static dev.berth.reconciler.cluster.Rig.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.ProjectId;
import dev.berth.events.spec.Probes;
import dev.berth.events.spec.Scaling;
import dev.berth.reconciler.engine.Instance;
import dev.berth.reconciler.engine.Workload;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where CPU decides, the cluster finds the number, and Berth says only whether there is any. */
@Tag(Rig.CLUSTER)
class AutoscalersIT {

    @RegisterExtension
    private static final Connection CLUSTER = new Connection();

    private final ContainerId container = new ContainerId(UUID.randomUUID());
    private final NamespaceId namespace = new NamespaceId(UUID.randomUUID());
    private final ProjectId project = new ProjectId(UUID.randomUUID());

    private static Rig rig() {
        return CLUSTER.rig();
    }

    @AfterEach
    void clear() {
        rig().engine().remove(rig().engine().observe(container), 0);
        await().atMost(SOON).until(() -> rig().engine().clear(container, Set.of()));
        rig().engine().clear(namespace::equals);
    }

    @Test
    void load_brings_more_instances_and_berth_leaves_their_number_alone() {
        rig().engine().run(workload(), 1);
        Instance first = await().atMost(SOON)
                .until(this::running, all -> all.size() == 1)
                .getFirst();

        await().atMost(SOON.multipliedBy(2)).until(() -> {
            Rig.ask(first, "/cpu?ms=2000");
            return running().size() == 2;
        });

        assertThat(deployment().get().getSpec().getReplicas()).isEqualTo(2);
        rig().engine().run(workload(), 1);
        assertThat(deployment().get().getSpec().getReplicas()).isEqualTo(2);
    }

    @Test
    void what_sleeps_sleeps_on_and_wakes_with_as_many_as_are_asked_for() {
        rig().engine().run(workload(), 1);
        await().atMost(SOON).until(() -> running().size() == 1);

        rig().engine().terminate(running(), 0);

        await().atMost(SOON).until(() -> running().isEmpty());
        await().atMost(SOON).until(this::isLeftAlone);
        assertThat(deployment().get().getSpec().getReplicas()).isZero();
        rig().engine().run(workload(), 2);
        await().atMost(SOON).until(() -> running().size() == 2);
    }

    private boolean isLeftAlone() {
        return autoscaler().get().getStatus().getConditions().stream()
                .anyMatch(condition -> "ScalingDisabled".equals(condition.getReason()));
    }

    @Test
    void an_autoscaler_that_somebody_deleted_is_made_anew() {
        rig().engine().run(workload(), 1);
        String before = autoscaler().get().getMetadata().getUid();

        autoscaler().delete();

        await().atMost(SOON)
                .until(() -> Stream.ofNullable(autoscaler().get())
                        .anyMatch(made -> !before.equals(made.getMetadata().getUid())));
    }

    private Resource<HorizontalPodAutoscaler> autoscaler() {
        return rig().client()
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(Names.namespace(workload()))
                .withName(Names.deployment(workload()));
    }

    @Test
    void a_namespace_may_use_no_more_than_the_operator_says() {
        rig().engine().run(workload(), 1);

        ResourceQuota quota = rig().client()
                .resourceQuotas()
                .inNamespace(Names.namespace(workload()))
                .withName("instances")
                .get();

        assertThat(quota.getSpec().getHard()).isEqualTo(Map.of("pods", new Quantity(Rig.QUOTA.get("pods"))));
    }

    private List<Instance> running() {
        return rig().engine().observe(container).stream()
                .filter(Instance::running)
                .toList();
    }

    private Resource<Deployment> deployment() {
        return rig().client()
                .apps()
                .deployments()
                .inNamespace(Names.namespace(workload()))
                .withName(Names.deployment(workload()));
    }

    private Workload workload() {
        return new Workload(
                container,
                namespace,
                "busy",
                project,
                "hello-busy",
                1,
                1,
                rig().image(),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                List.of(8080),
                200,
                64_000_000,
                0,
                List.of(),
                Probes.NONE,
                Optional.empty(),
                new Scaling(0, 2, new Scaling.Cpu(20)),
                Duration.ofSeconds(30),
                "hash-1");
    }
}
