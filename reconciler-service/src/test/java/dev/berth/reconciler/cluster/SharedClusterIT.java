package dev.berth.reconciler.cluster;

import static dev.berth.reconciler.cluster.Rig.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.reconciler.engine.Workload;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several reconcilers, and people, work on one cluster, and none undoes what another did. */
@Tag(Rig.CLUSTER)
class SharedClusterIT {

    /** As long as it takes for a change to be noticed, and more. */
    private static final Duration A_WHILE = Duration.ofSeconds(2);

    private static final PatchContext A_PERSON = new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager("a-person")
            .build();

    @RegisterExtension
    private static final Connection CLUSTER = new Connection();

    private static Optional<KubernetesEngine> second = Optional.empty();

    private final ContainerId container = new ContainerId(UUID.randomUUID());
    private final NamespaceId namespace = new NamespaceId(UUID.randomUUID());

    @BeforeAll
    static void prepare() {
        second = Optional.of(rig().successor());
    }

    @AfterAll
    static void tidyUp() {
        second.ifPresent(KubernetesEngine::close);
    }

    private static Rig rig() {
        return CLUSTER.rig();
    }

    private static KubernetesEngine former() {
        return rig().engine();
    }

    private static KubernetesEngine latter() {
        return second.orElseThrow();
    }

    @BeforeEach
    void run() {
        former().run(workload(), 1);
        await().atMost(SOON).until(() -> differences().isEmpty());
    }

    @AfterEach
    void clear() {
        former().release(container);
        latter().remove(latter().observe(container), 0);
        await().atMost(SOON).until(() -> latter().clear(container, Set.of()));
        latter().clear(namespace::equals);
    }

    @Test
    void two_that_hold_the_same_write_nothing_over_each_other() {
        Map<Drift.Key, String> before = versions();

        await().atMost(SOON).until(() -> {
            latter().hold(workload());
            return !latter().observe(container).isEmpty();
        });
        former().run(workload(), 1);

        await().during(A_WHILE).atMost(SOON).until(() -> versions().equals(before));
    }

    @Test
    void what_was_handed_over_is_put_back_by_its_new_holder_alone() {
        former().release(container);
        service().patch(A_PERSON, "{\"spec\":{\"selector\":{\"berth.dev/container\":\"another\"}}}");
        await().during(A_WHILE).atMost(SOON).until(() -> !isBerths(service().get()));

        Rig.seen(() -> latter().observe(container));
        latter().hold(workload());

        await().atMost(SOON).until(() -> isBerths(service().get()));
        service().delete();
        await().atMost(SOON).until(() -> service().get() != null);
        assertThat(differences()).isEmpty();
    }

    private boolean isBerths(Service service) {
        return container.toString().equals(service.getSpec().getSelector().get(Names.CONTAINER));
    }

    @Test
    void what_bears_no_label_of_ours_is_never_written() {
        List<HasMetadata> foreign = foreign().stream()
                .map(object -> rig().client().resource(object).create())
                .toList();

        former().run(workload(), 2);
        await().atMost(SOON).until(() -> former().observe(container).size() == 2);
        former().terminate(former().observe(container), 0);
        await().atMost(SOON).until(() -> former().observe(container).isEmpty());
        await().atMost(SOON).until(() -> former().clear(container, Set.of()));

        assertThat(foreign)
                .allSatisfy(object -> assertThat(
                                version(rig().client().resource(object).get()))
                        .isEqualTo(version(object)));
    }

    /** Of what was asked for, where the cluster tells it apart from what it notes itself. */
    private static String version(HasMetadata object) {
        ObjectMeta metadata = object.getMetadata();
        Long asked = metadata.getGeneration();
        return metadata.getUid() + " " + (asked == null ? metadata.getResourceVersion() : asked.toString());
    }

    /** As people make them, some with labels that are like ours. */
    private List<HasMetadata> foreign() {
        Map<String, String> alike = Names.selector(container);
        return List.of(
                new ServiceBuilder()
                        .withMetadata(named("foreign", alike))
                        .withNewSpec()
                        .addNewPort()
                        .withPort(80)
                        .endPort()
                        .endSpec()
                        .build(),
                new SecretBuilder().withMetadata(named("foreign", Map.of())).build(),
                new ConfigMapBuilder().withMetadata(named("foreign", alike)).build(),
                new PodDisruptionBudgetBuilder()
                        .withMetadata(named("foreign", Map.of(Names.MANAGED_BY, Names.MANAGER)))
                        .build(),
                new DeploymentBuilder()
                        .withMetadata(named(Names.container(workload()) + "-9", alike))
                        .withNewSpec()
                        .withReplicas(0)
                        .withPaused(true)
                        .withNewSelector()
                        .addToMatchLabels("app", "foreign")
                        .endSelector()
                        .withNewTemplate()
                        .withNewMetadata()
                        .addToLabels("app", "foreign")
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("foreign")
                        .withImage("foreign")
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build());
    }

    private ObjectMeta named(String name, Map<String, String> labels) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(Names.namespace(workload()))
                .withLabels(labels)
                .build();
    }

    private Resource<Service> service() {
        return rig().client()
                .services()
                .inNamespace(Names.namespace(workload()))
                .withName(Names.container(workload()));
    }

    private Map<Drift.Key, String> versions() {
        return new Compared(rig(), container).versions(workload());
    }

    private List<String> differences() {
        return new Compared(rig(), container).differences(Map.of(workload(), 1));
    }

    private Workload workload() {
        return rig().workload(container, namespace, 1);
    }
}
