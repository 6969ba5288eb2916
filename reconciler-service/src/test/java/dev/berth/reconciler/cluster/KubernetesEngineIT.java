package dev.berth.reconciler.cluster;

import static dev.berth.reconciler.cluster.Rig.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.reconciler.engine.Workload;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag(Rig.CLUSTER)
class KubernetesEngineIT extends ClusterConformance {

    @RegisterExtension
    private static final Connection CLUSTER = new Connection();

    private static Optional<LocalVolumes> volumes = Optional.empty();

    @BeforeAll
    static void prepare() {
        volumes = Optional.of(LocalVolumes.of(CLUSTER.rig(), VOLUMES));
    }

    @AfterAll
    static void tidyUp() {
        volumes.ifPresent(LocalVolumes::close);
    }

    @Override
    Rig rig() {
        return CLUSTER.rig();
    }

    @Override
    List<HasMetadata> manifests(Workload workload) {
        return rig().manifests().of(workload, 1);
    }

    @Test
    void what_is_applied_again_is_not_written_again() {
        start(1);
        try (KubernetesEngine successor = rig().successor()) {
            await().atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> !successor.observe().isEmpty());
            List<String> before = versions(workload(1));

            successor.run(workload(1), 1);

            assertThat(versions(workload(1))).isEqualTo(before);
        }
    }

    /** Once nobody has anything to tell of it any more: a Deployment's status is written as its pods come to answer. */
    private List<String> versions(Workload workload) {
        await().atMost(SOON)
                .until(() -> rig().client()
                        .apps()
                        .deployments()
                        .inNamespace(Names.namespace(workload))
                        .withName(Names.deployment(workload))
                        .isReady());
        return existing(workload)
                .map(HasMetadata::getMetadata)
                .map(metadata -> metadata.getName() + " " + metadata.getResourceVersion())
                .toList();
    }

    @Test
    void a_pod_gets_no_more_than_it_needs() {
        Pod pod = pods().withName(start(1).id().value()).get();

        assertThat(pod.getSpec().getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getSpec().getSecurityContext().getSeccompProfile().getType())
                .isEqualTo("RuntimeDefault");
        var context = pod.getSpec().getContainers().getFirst().getSecurityContext();
        assertThat(context.getAllowPrivilegeEscalation()).isFalse();
        assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(context.getCapabilities().getAdd()).hasSize(7);
    }
}
