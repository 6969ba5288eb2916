package dev.berth.reconciler.cluster;

import static dev.berth.reconciler.cluster.Rig.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.reconciler.engine.Workload;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A container that stands before something befalls its cluster, and something of somebody else's that bears its label. */
abstract class ClusterFaults {

    /** As long as a person would notice; {@code -Dberth.test.outage=5} for who is in a hurry. */
    static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("berth.test.outage", 60));

    final ContainerId container = new ContainerId(UUID.randomUUID());
    private final NamespaceId namespace = new NamespaceId(UUID.randomUUID());

    @SuppressWarnings("NullAway.Init")
    private ConfigMap foreign;

    abstract Rig rig();

    @BeforeEach
    void run() {
        rig().engine().run(workload(1), 1);
        foreign = rig().client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("foreign")
                        .withNamespace(Names.namespace(workload(1)))
                        .withLabels(Names.selector(container))
                        .endMetadata()
                        .build())
                .create();
        await().atMost(SOON).untilAsserted(() -> assertStanding(1));
    }

    @AfterEach
    void clear() {
        assertThat(rig().client().resource(foreign).get().getMetadata().getResourceVersion())
                .isEqualTo(foreign.getMetadata().getResourceVersion());
        for (int deployment = 1; deployment <= 2; deployment++) {
            int number = deployment;
            rig().engine()
                    .remove(
                            rig().engine().observe(container).stream()
                                    .filter(instance -> instance.deployment() == number)
                                    .toList(),
                            0);
        }
        await().atMost(SOON).until(() -> rig().engine().clear(container, Set.of()));
        rig().engine().clear(namespace::equals);
    }

    /** What lasts, lasts whatever happens meanwhile. */
    static void pass(Duration time) {
        await().pollDelay(time).atMost(time.plus(SOON)).until(() -> true);
    }

    final void assertStanding(int deployments) {
        Map<Workload, Integer> wanted =
                deployments == 1 ? Map.of(workload(1), 1) : Map.of(workload(1), 1, workload(2), 1);
        assertThat(new Compared(rig(), container).differences(wanted)).isEmpty();
    }

    final Workload workload(int deployment) {
        return rig().workload(container, namespace, deployment);
    }
}
