package dev.berth.reconciler.container;

import static dev.berth.reconciler.container.Examples.NAMESPACE;
import static dev.berth.reconciler.container.Examples.ORGANIZATION;
import static dev.berth.reconciler.container.Examples.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import dev.berth.events.ContainerEvent;
import dev.berth.events.ContainerEvent.Cause;
import dev.berth.events.ContainerEvent.ContainerConfigured;
import dev.berth.events.ContainerEvent.ContainerDeletionRequested;
import dev.berth.events.ContainerEvent.DeletionHindered;
import dev.berth.events.ContainerEvent.DeploymentFailed;
import dev.berth.events.ContainerEvent.DeploymentRequested;
import dev.berth.events.ContainerEvent.DeploymentSucceeded;
import dev.berth.events.ContainerEvent.DriftCorrected;
import dev.berth.events.ContainerEvent.ImagePinned;
import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceEvent.NamespaceConfigured;
import dev.berth.events.NamespaceEvent.NamespaceCreated;
import dev.berth.events.Provenance;
import dev.berth.events.Recorded;
import dev.berth.events.StreamId;
import dev.berth.events.report.Report;
import dev.berth.events.report.Reported;
import dev.berth.events.spec.ContainerSpec;
import dev.berth.events.spec.Failure;
import dev.berth.events.spec.NamespaceSpec;
import dev.berth.events.spec.Probes;
import dev.berth.events.spec.Scaling;
import dev.berth.events.spec.VolumeMount;
import dev.berth.events.traffic.Demand;
import dev.berth.events.traffic.Endpoints;
import dev.berth.reconciler.container.Surroundings.Figures;
import dev.berth.reconciler.container.Surroundings.Gates;
import dev.berth.reconciler.container.Surroundings.Heard;
import dev.berth.reconciler.container.Surroundings.Probing;
import dev.berth.reconciler.container.Surroundings.Reports;
import dev.berth.reconciler.engine.Correction;
import dev.berth.reconciler.engine.Engine;
import dev.berth.reconciler.engine.InMemoryEngine;
import dev.berth.reconciler.engine.Instance;
import dev.berth.reconciler.engine.InstanceId;
import dev.berth.reconciler.engine.Workload;
import dev.berth.reconciler.scale.Scale;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole loop on an engine in memory; the log and the gateways are lists. */
class ReconcilerTest {

    private static final Scaling ONE = new Scaling(1, 1, new Scaling.Concurrency(10));

    static {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    private final ContainerId id = new ContainerId(UUID.randomUUID());
    private final Stories stories = new Stories();
    private final InMemoryEngine engine =
            new InMemoryEngine(InstantSource.system()).with("one").with("two").with("bad");
    private final List<Report> reports = new CopyOnWriteArrayList<>();
    private final Set<UUID> taken = ConcurrentHashMap.newKeySet();
    private final List<Optional<Endpoints>> published = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private List<VolumeMount> volumes = List.of();
    private Optional<Boolean> inLog = Optional.empty();
    private volatile boolean slow;
    private long version;
    private Reconciler reconciler = start();

    @AfterEach
    void close() {
        reconciler.close();
    }

    @Test
    void a_container_comes_to_answer() {
        create("one");

        awaitSucceeded(1);

        assertThat(ready()).hasSize(1);
        assertThat(workload().environment()).containsEntry("SHARED", "yes").containsEntry("PORT", "8080");
        assertThat(workload().image()).startsWith("one@sha256:");
    }

    /** Wherever it stops, the next one goes on from what it sees. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void a_rollout_that_is_interrupted_at_any_step_is_finished_by_the_next_reconciler(int step) {
        create("one");
        awaitSucceeded(1);
        published.clear();

        engine.failAfter(step);
        configure(2, "two");
        restart();
        reconciler.wake(id);
        restart();
        engine.failAfter(Long.MAX_VALUE);
        restart();

        awaitSucceeded(2);
        await().until(() -> engine.observe(id).size() == 1);
        assertThat(engine.observe(id).getFirst().deployment()).isEqualTo(2);
        assertThat(published)
                .allSatisfy(endpoints -> assertThat(endpoints.orElseThrow().instances())
                        .anySatisfy(instance -> assertThat(instance.state()).isEqualTo(Endpoints.State.READY)));
    }

    @Test
    void what_runs_is_found_again_and_left_alone() {
        create("one");
        awaitSucceeded(1);
        List<Instance> before = engine.observe(id);

        restart();

        await().until(() -> ready().equals(List.of(before.getFirst().id().value())));
        assertThat(engine.observe(id)).isEqualTo(before);
    }

    @Test
    void what_runs_takes_requests_on_while_a_new_reconciler_has_not_asked_it_yet() {
        create("one");
        awaitSucceeded(1);
        published.clear();
        slow = true;

        restart();

        await().until(() -> !published.isEmpty());
        assertThat(published)
                .allSatisfy(endpoints -> assertThat(endpoints.orElseThrow().instances())
                        .anySatisfy(instance -> assertThat(instance.state()).isEqualTo(Endpoints.State.READY)));
    }

    @Test
    void what_runs_is_kept_by_whoever_looks_after_it_and_by_nobody_else() {
        create("one");
        awaitSucceeded(1);
        assertThat(engine.holds(id)).isTrue();

        reconciler.release(List.of(id));

        assertThat(engine.holds(id)).isFalse();
        assertThat(engine.observe(id)).hasSize(1);
        restart();
        await().until(() -> engine.holds(id));
    }

    @Test
    void what_the_engine_put_back_is_told_once() {
        create("one");
        awaitSucceeded(1);

        reconciler.corrected(id, new Correction("Service hello", List.of("spec.selector"), Optional.of("kubectl")));
        await().until(() -> reports.contains(
                new Report.DriftCorrected(id, "Service hello", List.of("spec.selector"), Optional.of("kubectl"))));
        restart();
        reconciler.corrected(id, new Correction("Secret hello", List.of(), Optional.empty()));
        await().until(() ->
                reports.contains(new Report.DriftCorrected(id, "Secret hello", List.of(), Optional.empty())));

        assertThat(reports).filteredOn(Report.DriftCorrected.class::isInstance).hasSize(2);
    }

    @Test
    void what_holds_a_container_that_shall_go_is_told_once() {
        create("one");
        awaitSucceeded(1);
        Failure held = new Failure(Failure.Reason.ENGINE_REFUSED, "its pod is held by finalizer example.org/backup");
        engine.hinder(Optional.of(held));

        take(new ContainerDeletionRequested(id));
        await().until(() -> reports.contains(new Report.RemovalHindered(id, held)));
        reconciler.wake(id);
        engine.hinder(Optional.empty());

        await().until(() -> reports.contains(new Report.WorkloadRemoved(id)));
        assertThat(reports).containsOnlyOnce(new Report.RemovalHindered(id, held));
    }

    @Test
    void a_container_that_keeps_falling_is_given_up_with_its_last_words_but_not_its_secrets() {
        create("one");
        awaitSucceeded(1);

        configure(2, "bad");
        await().until(() -> {
            engine.observe(id).stream()
                    .filter(instance -> instance.deployment() == 2 && instance.running())
                    .forEach(instance -> engine.crash(instance.id(), 1, "password is hunter2", "bye"));
            return reports.stream().anyMatch(Report.DeploymentBroken.class::isInstance);
        });

        Report.DeploymentBroken broken = reports.stream()
                .filter(Report.DeploymentBroken.class::isInstance)
                .map(Report.DeploymentBroken.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(broken.failure().message())
                .startsWith("exited with code 1 after")
                .contains("password is ***\nbye")
                .doesNotContain("hunter2");
        assertThat(broken.serving()).contains(1);
        await().until(() -> engine.observe(id).size() == 1);
        assertThat(ready()).hasSize(1);
    }

    /** Wherever it stops, and whoever goes on. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 100})
    void two_instances_never_write_to_volumes_at_once(int step) {
        volumes = List.of(new VolumeMount("data", "/data", false));
        create("one");
        awaitSucceeded(1);

        engine.failAfter(step);
        configure(2, "two");
        restart();
        engine.failAfter(Long.MAX_VALUE);
        restart();

        awaitSucceeded(2);
        await().until(() -> engine.observe(id).size() == 1);
        assertThat(engine.observe(id).getFirst().deployment()).isEqualTo(2);
        assertThat(engine.mostWriters()).isEqualTo(1);
    }

    @Test
    void what_writes_to_volumes_runs_again_when_its_next_deployment_is_given_up() {
        volumes = List.of(new VolumeMount("data", "/data", false));
        create("one");
        awaitSucceeded(1);

        configure(2, "bad");
        await().until(() -> {
            engine.observe(id).stream()
                    .filter(instance -> instance.deployment() == 2 && instance.running())
                    .forEach(instance -> engine.crash(instance.id(), 1));
            return reports.stream().anyMatch(Report.DeploymentBroken.class::isInstance);
        });

        await().until(() -> ready().size() == 1);
        assertThat(engine.observe(id))
                .singleElement()
                .satisfies(instance -> assertThat(instance.deployment()).isEqualTo(1));
        assertThat(engine.mostWriters()).isEqualTo(1);
    }

    @Test
    void what_fell_is_removed_in_the_end_though_the_engine_fell_over_first() {
        create("one");
        awaitSucceeded(1);
        InstanceId fallen = engine.observe(id).getFirst().id();

        engine.failAfter(0);
        engine.crash(fallen, 1);
        await().until(() -> failures.get() > 0);
        engine.failAfter(Long.MAX_VALUE);

        await().until(() ->
                engine.observe(id).size() == 1 && engine.observe(id).getFirst().running());
    }

    @Test
    void a_demand_that_comes_while_the_engine_cannot_be_asked_is_heard_all_the_same() {
        create("one");
        awaitSucceeded(1);

        engine.failAfter(0);
        Instant now = Instant.now();
        assertThatCode(() -> reconciler.hear(new Demand("gateway", id, 1, 1, Map.of(), 1, now, now)))
                .doesNotThrowAnyException();
        engine.failAfter(Long.MAX_VALUE);
    }

    @Test
    void a_deleted_container_leaves_nothing() {
        create("one");
        awaitSucceeded(1);

        take(new ContainerDeletionRequested(id));

        await().until(() -> reports.stream().anyMatch(Report.WorkloadRemoved.class::isInstance));
        assertThat(engine.observe(id)).isEmpty();
        assertThat(published.getLast()).isEmpty();
    }

    @Test
    void a_container_nobody_heard_of_is_left_alone_until_the_log_says_that_it_never_was() {
        Instance stranger = engine.run(stranger(), 1).getFirst();

        reconciler.sweep(true);
        reconciler.wake(id);
        await().during(Duration.ofMillis(300)).until(() -> engine.observe(id).equals(List.of(stranger)));

        inLog = Optional.of(false);
        reconciler.wake(id);
        await().until(() -> engine.observe(id).isEmpty());
    }

    @Test
    void one_container_in_trouble_holds_up_no_other() {
        ContainerId bad = new ContainerId(UUID.randomUUID());
        stories.take(Examples.created(bad), recorded(Examples.created(bad)));
        for (ContainerEvent event : List.of(
                new ContainerConfigured(bad, 1, Examples.spec("nowhere", ONE)),
                new DeploymentRequested(bad, 1, 1, 1, Cause.CREATED))) {
            stories.take(event, recorded(event));
        }
        for (int i = 0; i < 50; i++) {
            reconciler.wake(bad);
        }

        create("one");

        awaitSucceeded(1);
    }

    private Reconciler start() {
        Surroundings around = new Surroundings(
                new Log(),
                new Gate(),
                (_, secrets) -> secrets.isEmpty() ? Map.of() : Map.of("PASSWORD", "hunter2"),
                (_, spec, changed) ->
                        spec.image().equals("bad") ? new Never() : slow ? new AfterAWhile() : new AtOnce(changed),
                new Everything(),
                new Uncounted());
        Rules rules = new Rules(3, Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofSeconds(30));
        Scale.Windows windows = new Scale.Windows(Duration.ofSeconds(1), Duration.ofSeconds(1));
        Reconciler fresh = new Reconciler(engine, stories, around, rules, windows, InstantSource.system());
        engine.watch(new Engine.Watcher() {
            @Override
            public void changed(ContainerId container) {
                fresh.wake(container);
            }

            @Override
            public void missed() {}
        });
        return fresh;
    }

    /** As after kill -9: nothing is remembered but what the log and the engine have. */
    private void restart() {
        reconciler.close();
        reconciler = start();
        reconciler.sweep(true);
    }

    private void create(String image) {
        NamespaceSpec shared = new NamespaceSpec("", Map.of("SHARED", "yes"), Map.of(), List.of(), Map.of());
        stories.takeNamespace(new NamespaceCreated(NAMESPACE, PROJECT, ORGANIZATION, "demo"));
        stories.takeNamespace(new NamespaceConfigured(NAMESPACE, 1, 1, shared));
        take(Examples.created(id));
        configure(1, image);
    }

    private void configure(int revision, String image) {
        ContainerSpec plain = Examples.spec(image, ONE);
        ContainerSpec spec = new ContainerSpec(
                plain.image(),
                plain.command(),
                plain.args(),
                plain.environment(),
                Map.of("PASSWORD", new dev.berth.events.spec.Secret("sealed", "hash")),
                plain.ports(),
                plain.cpuMillis(),
                plain.memoryBytes(),
                plain.ephemeralStorageBytes(),
                plain.gpus(),
                plain.scaling(),
                plain.probes(),
                volumes,
                plain.timeout(),
                plain.privacy(),
                plain.httpsOnly(),
                plain.sandbox(),
                plain.description(),
                plain.tags(),
                plain.labels(),
                plain.autoDeploy(),
                plain.attributes());
        take(new ContainerConfigured(id, revision, spec));
        take(new DeploymentRequested(id, revision, revision, 1, Cause.CONFIGURED));
    }

    private synchronized void take(ContainerEvent event) {
        stories.take(event, recorded(event));
        reconciler.wake(id);
    }

    private <E extends ContainerEvent> Recorded<E> recorded(E event) {
        return new Recorded<>(
                UUID.randomUUID(),
                ++version,
                Instant.now(),
                ORGANIZATION,
                Optional.of(PROJECT),
                new Provenance("test", "test", Optional.empty(), Optional.empty()),
                event);
    }

    private void awaitSucceeded(int deployment) {
        await().until(() -> reports.contains(new Report.DeploymentReady(id, deployment)));
    }

    private List<String> ready() {
        return published.isEmpty() || published.getLast().isEmpty()
                ? List.of()
                : published.getLast().get().instances().stream()
                        .filter(instance -> instance.state() == Endpoints.State.READY)
                        .map(Endpoints.Instance::id)
                        .toList();
    }

    private Workload workload() {
        return engine.workload(engine.observe(id).getFirst().id());
    }

    private Workload stranger() {
        return new Workload(
                id,
                NAMESPACE,
                "demo",
                PROJECT,
                "stranger",
                1,
                1,
                "one@sha256:1",
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                List.of(8080),
                100,
                64_000_000,
                0,
                List.of(),
                Probes.NONE,
                Optional.empty(),
                Examples.ONE,
                Duration.ofSeconds(30),
                "hash");
    }

    /** Takes reports into the story as api-service would. */
    private final class Log implements Reports {
        @Override
        public void send(StreamId subject, Reported reported) {
            reports.add(reported.report());
            if (reported.report().subject().equals(id) && taken.add(reported.reportId())) {
                event(reported.report()).ifPresent(ReconcilerTest.this::take);
            }
        }

        private Optional<ContainerEvent> event(Report report) {
            return switch (report) {
                case Report.ImageResolved it -> Optional.of(new ImagePinned(id, it.revision(), it.image()));
                case Report.DeploymentReady it -> Optional.of(new DeploymentSucceeded(id, it.deployment()));
                case Report.DeploymentBroken it ->
                    Optional.of(new DeploymentFailed(id, it.deployment(), it.failure(), it.serving()));
                case Report.DriftCorrected it -> Optional.of(new DriftCorrected(id, it.object(), it.fields(), it.by()));
                case Report.RemovalHindered it -> Optional.of(new DeletionHindered(id, it.failure()));
                case Report.WorkloadFailing _, Report.WorkloadHealthy _, Report.WorkloadRemoved _ -> Optional.empty();
            };
        }
    }

    private final class Gate implements Gates {
        @Override
        public void publish(ContainerId container, Optional<Endpoints> endpoints) {
            if (container.equals(id)) {
                published.add(endpoints);
            }
        }
    }

    private final class Everything implements Heard {
        @Override
        public boolean mayAct(ContainerId container) {
            return true;
        }

        @Override
        public Optional<Boolean> lookUp(ContainerId container) {
            return inLog;
        }
    }

    /** An instance that answers as soon as it runs. */
    private record AtOnce(Instant since) implements Probing {
        AtOnce(Runnable changed) {
            this(Instant.now());
            changed.run();
        }

        @Override
        public Readiness readiness() {
            return new Readiness.Ready(since);
        }

        @Override
        public void close() {}
    }

    /** An instance whose answer is on its way at first. */
    private record AfterAWhile(Instant since) implements Probing {
        AfterAWhile() {
            this(Instant.now().plusMillis(200));
        }

        @Override
        public Readiness readiness() {
            return Instant.now().isBefore(since) ? new Readiness.Starting("") : new Readiness.Ready(since);
        }

        @Override
        public void close() {}
    }

    /** An instance that only runs. */
    private record Never() implements Probing {
        @Override
        public Readiness readiness() {
            return new Readiness.Starting("connection refused");
        }

        @Override
        public void close() {}
    }

    private final class Uncounted implements Figures {
        @Override
        public void looked(Duration took) {}

        @Override
        public void failed() {
            failures.incrementAndGet();
        }

        @Override
        public void started(Duration took) {}

        @Override
        public void coldStart(Duration took) {}
    }
}
