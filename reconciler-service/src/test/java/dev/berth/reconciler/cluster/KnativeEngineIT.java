package dev.berth.reconciler.cluster;

import static dev.berth.reconciler.cluster.Rig.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.events.spec.Scaling;
import dev.berth.reconciler.engine.Address;
import dev.berth.reconciler.engine.Instance;
import dev.berth.reconciler.engine.Workload;
import io.fabric8.knative.serving.v1.Revision;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.knative.serving.v1.TrafficTarget;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same where deployments are Revisions of Knative Services. */
@Tag(Rig.CLUSTER)
class KnativeEngineIT extends ClusterConformance {

    @RegisterExtension
    private static final Connection CLUSTER = new Connection(ClusterSettings.Knative.ALWAYS);

    private static Optional<LocalVolumes> volumes = Optional.empty();
    private static Optional<KnativeConfig> config = Optional.empty();

    @BeforeAll
    static void prepare() {
        volumes = Optional.of(LocalVolumes.of(CLUSTER.rig(), VOLUMES));
        config = Optional.of(KnativeConfig.runImagesOfNodes(CLUSTER.rig().client()));
    }

    @AfterAll
    static void tidyUp() {
        config.ifPresent(KnativeConfig::close);
        volumes.ifPresent(LocalVolumes::close);
    }

    @Override
    Rig rig() {
        return CLUSTER.rig();
    }

    @Override
    List<HasMetadata> manifests(Workload workload) {
        return rig().manifests().served(workload);
    }

    @Test
    void a_deployment_is_a_revision_of_that_name() {
        Instance instance = start(3);

        Revision revision = rig().client()
                .resources(Revision.class)
                .inNamespace(Names.namespace(workload(3)))
                .withName(Names.deployment(workload(3)))
                .get();

        assertThat(revision.getMetadata().getLabels())
                .containsAllEntriesOf(Names.deployment(rig().platform(), workload(3)));
        assertThat(pods().withName(instance.id().value()).get().getMetadata().getLabels())
                .containsEntry("serving.knative.dev/revision", Names.deployment(workload(3)));
    }

    @Test
    void requests_go_through_the_proxy_before_an_instance() throws IOException {
        Instance instance = start(1);
        Address proxy = instance.proxy().orElseThrow();

        assertThat(proxy)
                .isNotEqualTo(instance.address(8080).orElseThrow())
                .isEqualTo(instance.entrance(8080).orElseThrow());
        assertThat(Rig.ask(proxy, "/env?name=GREETING")).contains("hello");
    }

    @Test
    void what_is_applied_again_is_not_written_again() {
        start(1);
        try (KubernetesEngine successor = rig().successor()) {
            await().atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> !successor.observe().isEmpty());
            List<String> before = generations();

            successor.run(workload(1), 1);

            assertThat(generations()).isEqualTo(before);
        }
    }

    /** Knative writes to what stands whenever something is heard of it, but then to its status. */
    private List<String> generations() {
        return existing(workload(1))
                .map(HasMetadata::getMetadata)
                .map(metadata -> metadata.getName() + " " + metadata.getGeneration())
                .toList();
    }

    @Test
    void what_sleeps_is_woken() {
        Instance first = start(1);
        engine().terminate(List.of(first), 0);
        await().atMost(SOON).until(() -> pods().list().getItems().isEmpty());

        Instance woken = start(1);

        assertThat(woken.id()).isNotEqualTo(first.id());
        assertThat(Rig.ask(woken, "/env?name=GREETING")).contains("hello");
    }

    @Test
    void one_that_stands_by_beside_a_newer_one_goes_on() {
        Instance old = start(1);
        start(2);

        assertThat(engine().observe(old.container())).contains(old);
        assertThat(traffic()).extracting(TrafficTarget::getTag).contains("d1");

        engine().terminate(List.of(old), 0);
        await().atMost(SOON).until(() -> engine().clear(old.container(), Set.of(2)));
        await().atMost(SOON).until(() -> traffic().size() == 1);
    }

    private List<TrafficTarget> traffic() {
        return service().getSpec().getTraffic();
    }

    private Service service() {
        return rig().client()
                .resources(Service.class)
                .inNamespace(Names.namespace(workload(1)))
                .withName(Names.container(workload(1)))
                .get();
    }

    @Test
    void the_engine_finds_the_number_of_what_knative_runs() {
        Scaling scaling = new Scaling(0, 5, new Scaling.Concurrency(10));
        assertThat(engine().scales(workload(1).container(), scaling)).isFalse();

        start(1);

        assertThat(engine().scales(workload(1).container(), scaling)).isTrue();
        assertThat(engine().scales(workload(1).container(), new Scaling(1, 1, new Scaling.Concurrency(10))))
                .isFalse();
    }

    @Test
    void what_a_person_changes_is_put_back() {
        start(1);

        rig().client()
                .resources(Service.class)
                .inNamespace(Names.namespace(workload(1)))
                .withName(Names.container(workload(1)))
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"labels\":{\"networking.knative.dev/visibility\":\"elsewhere\"}}}");

        await().atMost(SOON)
                .until(() -> "cluster-local"
                        .equals(service().getMetadata().getLabels().get("networking.knative.dev/visibility")));
    }

    @Test
    void what_a_knative_service_cannot_say_becomes_a_deployment_beside_it() {
        Instance served = start(1);
        Workload twoPorts = withPorts(workload(2), List.of(8080, 9090));

        engine().run(twoPorts, 1);
        Instance plain = await().atMost(SOON)
                .until(
                        () -> engine().observe(served.container()).stream()
                                .filter(instance -> instance.deployment() == 2 && instance.running())
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        assertThat(plain.proxy()).isEmpty();

        engine().terminate(List.of(served), 0);
        await().atMost(SOON).until(() -> {
            engine().clear(served.container(), Set.of(2));
            return rig().manifests().of(twoPorts, 1).stream()
                            .allMatch(object -> rig().client().resource(object).get() != null)
                    && existing(workload(1)).noneMatch(Service.class::isInstance);
        });
    }

    private static Workload withPorts(Workload workload, List<Integer> ports) {
        return new Workload(
                workload.container(),
                workload.namespace(),
                workload.namespaceName(),
                workload.project(),
                workload.name(),
                workload.deployment(),
                workload.revision(),
                workload.image(),
                workload.command(),
                workload.args(),
                workload.environment(),
                workload.secrets(),
                ports,
                workload.cpuMillis(),
                workload.memoryBytes(),
                workload.storageBytes(),
                workload.volumes(),
                workload.probes(),
                workload.sandbox(),
                workload.scaling(),
                workload.timeout(),
                workload.hash());
    }
}
