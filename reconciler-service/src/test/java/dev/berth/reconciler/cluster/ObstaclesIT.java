package dev.berth.reconciler.cluster;

import static dev.berth.reconciler.cluster.Rig.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.reconciler.engine.EngineRefused;
import dev.berth.reconciler.engine.Instance;
import dev.berth.reconciler.engine.Workload;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What somebody holds, with a finalizer, is told of, and holds up nothing else. */
@Tag(Rig.CLUSTER)
class ObstaclesIT {

    private static final String HOLD = "berth.dev/hold";

    @RegisterExtension
    private static final Connection CLUSTER = new Connection();

    private final ContainerId held = new ContainerId(UUID.randomUUID());
    private final ContainerId other = new ContainerId(UUID.randomUUID());
    private final NamespaceId namespace = new NamespaceId(UUID.randomUUID());
    private final NamespaceId elsewhere = new NamespaceId(UUID.randomUUID());

    /** What a test has to let go of, whatever happens. */
    private Optional<Resource<? extends HasMetadata>> obstacle = Optional.empty();

    private static Rig rig() {
        return CLUSTER.rig();
    }

    @BeforeEach
    void run() {
        rig().engine().run(workload(1), 1);
        await().atMost(SOON).untilAsserted(() -> assertStanding(held, workload(1)));
    }

    @AfterEach
    void clear() {
        letGo();
        rig().engine().clear(Set.of(namespace, elsewhere)::contains);
    }

    @Test
    void a_namespace_that_is_held_while_it_ends_says_by_what_and_stands_again_afterwards() {
        Resource<ConfigMap> obstacle = rig().client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("foreign")
                        .withNamespace(Names.namespace(workload(1)))
                        .withFinalizers(HOLD)
                        .endMetadata()
                        .build());
        obstacle.create();
        this.obstacle = Optional.of(obstacle);

        rig().client().namespaces().withName(Names.namespace(workload(1))).delete();

        await().atMost(SOON)
                .untilAsserted(() -> assertThatThrownBy(() -> rig().engine().run(workload(1), 1))
                        .isInstanceOf(EngineRefused.class)
                        .hasMessageStartingWith("its namespace " + Names.namespace(workload(1)))
                        .hasMessageContaining(HOLD));
        rig().engine().run(unconcerned(), 1);
        await().atMost(SOON).untilAsserted(() -> assertStanding(other, unconcerned()));
        letGo();
        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            rig().engine().run(workload(1), 1);
            assertStanding(held, workload(1));
        });
    }

    @Test
    void a_pod_that_is_held_while_it_ends_is_not_taken_for_an_instance() {
        Instance first = rig().engine().observe(held).getFirst();
        hold(pod(first));

        rig().engine().run(workload(2), 1);
        rig().engine().terminate(List.of(first), 0);

        await().atMost(SOON)
                .until(() -> rig().engine().observe(held).stream()
                        .allMatch(instance -> instance.deployment() == 2 && instance.running()));
        assertThat(rig().engine().clear(held, Set.of(2))).isFalse();
        rig().engine().run(unconcerned(), 1);
        await().atMost(SOON).untilAsserted(() -> assertStanding(other, unconcerned()));
        letGo();
        await().atMost(SOON).until(() -> rig().engine().clear(held, Set.of(2)));
        await().atMost(SOON).untilAsserted(() -> assertStanding(held, workload(2)));
    }

    @Test
    void a_pod_that_is_held_while_its_container_goes_is_named_with_what_holds_it() {
        Instance first = rig().engine().observe(held).getFirst();
        hold(pod(first));

        rig().engine().remove(List.of(first), 0);

        await().atMost(SOON)
                .untilAsserted(() -> assertThatThrownBy(() -> rig().engine().clear(held, Set.of()))
                        .isInstanceOf(EngineRefused.class)
                        .hasMessageStartingWith("its Pod " + Names.namespace(workload(1)) + "/"
                                + first.id().value())
                        .hasMessageContaining(HOLD));
        letGo();
        await().atMost(SOON).until(() -> rig().engine().clear(held, Set.of()));
    }

    @Test
    void a_service_that_is_held_while_its_container_goes_is_named_with_what_holds_it() {
        Resource<Service> service = rig().client()
                .services()
                .inNamespace(Names.namespace(workload(1)))
                .withName(Names.container(workload(1)));
        hold(service);

        rig().engine().remove(rig().engine().observe(held), 0);

        await().atMost(SOON)
                .untilAsserted(() -> assertThatThrownBy(() -> rig().engine().clear(held, Set.of()))
                        .isInstanceOf(EngineRefused.class)
                        .hasMessageStartingWith("its Service " + Names.namespace(workload(1)) + "/")
                        .hasMessageContaining(HOLD));
        letGo();
        await().atMost(SOON).until(() -> rig().engine().clear(held, Set.of()));
        assertThat(service.get()).isNull();
    }

    private Resource<Pod> pod(Instance instance) {
        return rig().client()
                .pods()
                .inNamespace(Names.namespace(workload(1)))
                .withName(instance.id().value());
    }

    private void hold(Resource<? extends HasMetadata> object) {
        obstacle = Optional.of(object);
        finalizers(object, "\"" + HOLD + "\"");
    }

    private void letGo() {
        obstacle.filter(resource -> resource.get() != null).ifPresent(resource -> finalizers(resource, ""));
        obstacle = Optional.empty();
    }

    private static void finalizers(Resource<? extends HasMetadata> object, String finalizers) {
        object.patch(
                PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":[%s]}}".formatted(finalizers));
    }

    private static void assertStanding(ContainerId container, Workload workload) {
        assertThat(new Compared(rig(), container).differences(Map.of(workload, 1)))
                .isEmpty();
    }

    private Workload workload(int deployment) {
        return rig().workload(held, namespace, deployment);
    }

    private Workload unconcerned() {
        return rig().workload(other, elsewhere, 1);
    }
}
