package dev.berth.reconciler.cluster;

import static dev.berth.reconciler.cluster.Rig.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.spec.Failure;
import dev.berth.events.spec.VolumeMount;
import dev.berth.reconciler.engine.Engine;
import dev.berth.reconciler.engine.Instance;
import dev.berth.reconciler.engine.SampleFiles;
import dev.berth.reconciler.engine.Workload;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What instances keep on a cluster. */
@Tag(Rig.CLUSTER)
class VolumesIT {

    private static final String NOTE = "/data/note";
    private static final List<VolumeMount> DATA = List.of(new VolumeMount("data", "/data", false));

    @RegisterExtension
    private static final Connection CLUSTER = new Connection();

    private static Optional<LocalVolumes> volumes = Optional.empty();

    private final ContainerId container = new ContainerId(UUID.randomUUID());
    private final NamespaceId namespace = new NamespaceId(UUID.randomUUID());

    @BeforeAll
    static void prepare() {
        volumes = Optional.of(LocalVolumes.of(rig(), 8));
    }

    @AfterAll
    static void tidyUp() {
        volumes.ifPresent(LocalVolumes::close);
    }

    private static Rig rig() {
        return CLUSTER.rig();
    }

    private static Engine engine() {
        return rig().engine();
    }

    @Test
    void what_is_kept_stays_when_a_platform_withdraws_and_nothing_else_does() {
        Instance instance = start(engine(), workload(1));
        assertThat(SampleFiles.write(instance, NOTE, "hello")).isTrue();
        engine().remove(List.of(instance), 0);

        engine().withdraw();

        await().atMost(SOON)
                .until(() -> rig().manifests().of(workload(1), 1).stream()
                        .filter(object -> rig().client().resource(object).get() != null)
                        .map(object -> object.getKind())
                        .toList()
                        .equals(List.of("Namespace", "NetworkPolicy", "ResourceQuota", "PersistentVolumeClaim")));
        assertThat(SampleFiles.read(start(engine(), workload(1)), NOTE)).contains("hello");
    }

    @Test
    void nobody_in_a_pod_has_to_be_root_to_write() {
        try (KubernetesEngine restricted = rig().restricted()) {
            Instance instance = Rig.seen(() -> start(restricted, workload(1)));

            assertThat(SampleFiles.write(instance, NOTE, "hello")).isTrue();
        }
    }

    @Test
    void of_instances_that_write_the_second_waits_for_the_first_to_end() {
        Instance first = start(engine(), workload(1));
        engine().run(workload(2), 1);
        Instance.Waiting waiting = await().atMost(SOON)
                .until(
                        () -> engine().observe(container).stream()
                                .map(Instance::state)
                                .filter(Instance.Waiting.class::isInstance)
                                .map(Instance.Waiting.class::cast)
                                .filter(state -> state.trouble().isPresent())
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        assertThat(waiting.trouble().orElseThrow().message())
                .isEqualTo("waits for the instance before it to end, as both write to volume data");

        engine().remove(List.of(first), 0);

        assertThat(start(engine(), workload(2)).running()).isTrue();
    }

    @Test
    void a_new_deployment_goes_on_with_what_the_former_wrote() {
        try (PlayedLog log = new PlayedLog(namespace, "keeping")) {
            log.reconcile(engine(), Integer.MAX_VALUE);
            log.create();
            log.deploy(1, rig().image(), DATA);
            await().atMost(SOON).until(() -> log.hasSettled(1));
            Instance first = engine().observe(log.id()).getFirst();
            assertThat(SampleFiles.write(first, NOTE, "hello")).isTrue();

            log.deploy(2, rig().image(), DATA);

            await().atMost(SOON).until(() -> log.hasSettled(2));
            assertThat(engine().observe(log.id()))
                    .singleElement()
                    .satisfies(
                            second -> assertThat(SampleFiles.read(second, NOTE)).contains("hello"));
        }
    }

    /** In its place the cluster makes another at once. */
    @Test
    void one_that_a_person_ends_has_ended_before_the_next_begins() {
        Instance first = start(engine(), workload(1));
        Pod pod = pod(first).get();

        pod(first).delete();

        Instance second = await().atMost(SOON)
                .until(
                        () -> engine().observe(container).stream()
                                .filter(Instance::running)
                                .filter(instance -> !instance.id().equals(first.id()))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        assertThat(pod(first).get()).isNull();
        assertThat(pod(second).get().getSpec().getAffinity())
                .isEqualTo(pod.getSpec().getAffinity());
    }

    @Test
    void a_volume_that_the_cluster_cannot_make_is_named() {
        try (KubernetesEngine engine = rig().storingIn("no-such-class")) {
            Rig.seen(() -> engine.run(workload(1), 1));

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(engine.observe(container))
                            .singleElement()
                            .extracting(Instance::state)
                            .isInstanceOfSatisfying(
                                    Instance.Waiting.class,
                                    waiting -> assertThat(waiting.trouble()
                                                    .map(Failure::message)
                                                    .orElse(""))
                                            .startsWith("waits for its volume data, of which the cluster has none")));
        }
    }

    @Test
    void a_volume_stays_as_it_was_made_though_settings_change() {
        start(engine(), workload(1));
        try (KubernetesEngine engine = rig().storingIn("another")) {
            Rig.seen(() -> engine.run(workload(1), 1));

            assertThat(claim().get().getSpec().getStorageClassName()).isEqualTo(rig().platform());
        }
    }

    @Test
    void what_a_person_changes_of_a_claim_is_put_back() {
        start(engine(), workload(1));

        claim().patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"labels\":{\"berth.dev/namespace\":\"elsewhere\"}}}");

        await().atMost(SOON)
                .until(() -> namespace
                        .toString()
                        .equals(claim().get().getMetadata().getLabels().get(Names.NAMESPACE)));
    }

    private Workload workload(int deployment) {
        return rig().workload(container, namespace, deployment, DATA);
    }

    private Resource<PersistentVolumeClaim> claim() {
        return rig().client()
                .persistentVolumeClaims()
                .inNamespace(Names.namespace(workload(1)))
                .withName("data");
    }

    private Resource<Pod> pod(Instance instance) {
        return rig().client()
                .pods()
                .inNamespace(Names.namespace(workload(1)))
                .withName(instance.id().value());
    }

    private Instance start(Engine engine, Workload workload) {
        engine.run(workload, 1);
        return await().atMost(SOON)
                .until(
                        () -> engine.observe(container).stream()
                                .filter(Instance::running)
                                .filter(instance -> instance.deployment() == workload.deployment())
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }
}
