package dev.berth.reconciler.cluster;

import static dev.berth.reconciler.cluster.Rig.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.ProjectId;
import dev.berth.events.spec.Probes;
import dev.berth.reconciler.container.Examples;
import dev.berth.reconciler.engine.Correction;
import dev.berth.reconciler.engine.Engine;
import dev.berth.reconciler.engine.Workload;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What people change or delete of Berth's objects comes back, and is told. */
@Tag(Rig.CLUSTER)
class DriftIT {

    private static final PatchContext A_PERSON = new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager("a-person")
            .build();

    @RegisterExtension
    private static final Connection CLUSTER = new Connection();

    private final ContainerId container = new ContainerId(UUID.randomUUID());
    private final NamespaceId namespace = new NamespaceId(UUID.randomUUID());
    private final ProjectId project = new ProjectId(UUID.randomUUID());

    private static Rig rig() {
        return CLUSTER.rig();
    }

    @BeforeEach
    void run() {
        rig().engine().run(workload(), 1);
        await().atMost(SOON).until(() -> !rig().engine().observe(container).isEmpty());
    }

    @AfterEach
    void clear() {
        rig().engine().remove(rig().engine().observe(container), 0);
        await().atMost(SOON).until(() -> rig().engine().clear(container, Set.of()));
        rig().engine().clear(namespace::equals);
    }

    @Test
    void a_field_that_somebody_changed_is_as_it_was_again_and_told() {
        Resource<Service> service = service();
        service.patch(A_PERSON, "{\"spec\":{\"selector\":{\"berth.dev/container\":\"another\"}}}");

        await().atMost(SOON)
                .until(() -> container
                        .toString()
                        .equals(service.get().getSpec().getSelector().get("berth.dev/container")));
        assertThat(told(service.get())).endsWith("spec.selector changed by a-person");
    }

    @Test
    void who_follows_the_engine_hears_what_was_put_back() {
        List<Correction> heard = new CopyOnWriteArrayList<>();
        try (Engine.Watch _ = rig().engine().watch(new Corrections(container, heard))) {
            service().patch(A_PERSON, "{\"spec\":{\"selector\":{\"berth.dev/container\":\"another\"}}}");

            await().atMost(SOON)
                    .until(() -> heard.contains(new Correction(
                            "Service " + Names.container(workload()),
                            List.of("spec.selector"),
                            Optional.of("a-person"))));
        }
    }

    @Test
    void a_number_that_somebody_changed_is_as_it_was_again() {
        Resource<Deployment> deployment = deployment();

        deployment.patch(A_PERSON, "{\"spec\":{\"replicas\":3}}");

        await().atMost(SOON).until(() -> deployment.get().getSpec().getReplicas() == 1);
        assertThat(told(deployment.get())).endsWith("spec.replicas changed by a-person");
    }

    @Test
    void a_number_that_berth_lowered_stays() {
        rig().engine().terminate(rig().engine().observe(container), 0);

        await().atMost(SOON).until(() -> rig().engine().observe(container).isEmpty());
        assertThat(deployment().get().getSpec().getReplicas()).isZero();
        assertThat(events()).noneMatch(event -> "PutBack".equals(event.getReason()));
    }

    @Test
    void objects_that_somebody_deleted_are_made_anew_and_told() {
        List<HasMetadata> before = others();
        assertThat(before)
                .extracting(HasMetadata::getKind)
                .containsExactly("NetworkPolicy", "ResourceQuota", "Secret", "Service", "PodDisruptionBudget");

        before.forEach(object -> rig().client().resource(object).delete());

        await().atMost(SOON).until(() -> others().size() == before.size());
        assertThat(others()).extracting(DriftIT::uid).doesNotContainAnyElementsOf(uids(before));
        others().forEach(object -> assertThat(told(object)).endsWith("deleted"));
    }

    @Test
    void what_is_not_berths_is_left_alone() {
        HasMetadata foreign = rig().client().resource(foreign()).create();
        HasMetadata secret = rig().client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("foreign")
                        .withNamespace(Names.namespace(workload()))
                        .endMetadata()
                        .build())
                .create();

        rig().engine().remove(rig().engine().observe(container), 0);
        await().atMost(SOON).until(() -> rig().engine().clear(container, Set.of()));

        assertThat(Stream.of(foreign, secret)
                        .map(object -> rig().client().resource(object).get())
                        .map(DriftIT::version))
                .containsExactly(version(foreign), version(secret));
    }

    private Resource<Service> service() {
        return rig().client()
                .services()
                .inNamespace(Names.namespace(workload()))
                .withName(Names.container(workload()));
    }

    private Service foreign() {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName("foreign")
                .withNamespace(Names.namespace(workload()))
                .withLabels(Map.of(Names.CONTAINER, container.toString()))
                .endMetadata()
                .withNewSpec()
                .addNewPort()
                .withPort(80)
                .endPort()
                .endSpec()
                .build();
    }

    private Resource<Deployment> deployment() {
        return rig().client()
                .apps()
                .deployments()
                .inNamespace(Names.namespace(workload()))
                .withName(Names.deployment(workload()));
    }

    /** All that is applied in the namespace, but the Deployment. */
    private List<HasMetadata> others() {
        return rig().manifests().of(workload(), 1).stream()
                .filter(object -> !Set.of("Namespace", "Deployment").contains(object.getKind()))
                .flatMap(object ->
                        Stream.ofNullable(rig().client().resource(object).get()))
                .filter(object -> object.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    private static List<String> uids(List<HasMetadata> objects) {
        return objects.stream().map(DriftIT::uid).toList();
    }

    private static String uid(HasMetadata object) {
        return object.getMetadata().getUid();
    }

    private static String version(HasMetadata object) {
        return object.getMetadata().getResourceVersion();
    }

    private String told(HasMetadata object) {
        return await().atMost(SOON)
                .until(
                        () -> events().stream()
                                .filter(event -> "PutBack".equals(event.getReason()))
                                .filter(event ->
                                        Objects.equals(event.getInvolvedObject().getUid(), uid(object)))
                                .map(Event::getMessage)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private List<Event> events() {
        return rig().client()
                .v1()
                .events()
                .inNamespace(Names.namespace(workload()))
                .list()
                .getItems();
    }

    private record Corrections(ContainerId of, List<Correction> heard) implements Engine.Watcher {
        @Override
        public void changed(ContainerId container) {}

        @Override
        public void missed() {}

        @Override
        public void corrected(ContainerId container, Correction correction) {
            if (container.equals(of)) {
                heard.add(correction);
            }
        }
    }

    private Workload workload() {
        return new Workload(
                container,
                namespace,
                "drift",
                project,
                "hello-drift",
                1,
                1,
                rig().image(),
                List.of(),
                List.of(),
                Map.of(),
                Map.of("PASSWORD", "hunter2"),
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
