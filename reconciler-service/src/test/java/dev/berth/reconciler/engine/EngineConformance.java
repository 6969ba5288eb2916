package dev.berth.reconciler.engine;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.spec.Failure;
import dev.berth.events.spec.Probes;
import dev.berth.events.spec.VolumeMount;
import dev.berth.reconciler.container.Examples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every engine has to do. */
public abstract class EngineConformance {

    private static final Duration SOON = Duration.ofMinutes(2);

    /** In a volume. */
    private static final String NOTE = "/data/note";

    /** How much its instances may keep, bytes. */
    private static final long STORAGE = 8_000_000;

    /** Each test has its own, so that an engine may be tried by several at once. */
    private final ContainerId container = new ContainerId(UUID.randomUUID());

    private final NamespaceId namespace = new NamespaceId(UUID.randomUUID());

    protected abstract Engine engine();

    /** An image whose instances run until they are told to end. */
    protected abstract String image();

    /** Makes an instance's process end by itself. */
    protected abstract void crash(Instance instance);

    /** Sees to it that an instance writes a line to its standard output, and answers which. */
    protected abstract String write(Instance instance);

    /** Has an instance write so many bytes to its disk and keep them. */
    protected abstract void keep(Instance instance, long bytes);

    /** Has an instance write a text to a file; answers whether it could. */
    protected abstract boolean write(Instance instance, String path, String text);

    /** What an instance reads in a file; empty where there is none. */
    protected abstract Optional<String> read(Instance instance, String path);

    /** Again and again: an engine that makes instances in its own time may have been making one. */
    @AfterEach
    void removeAll() {
        removeAll(container);
        engine().clear(namespace::equals);
    }

    private void removeAll(ContainerId of) {
        await().atMost(SOON).ignoreExceptions().until(() -> {
            removeInstances(of);
            return engine().clear(of, Set.of());
        });
    }

    private void removeInstances(ContainerId of) {
        engine().observe(of).stream()
                .collect(groupingBy(Instance::deployment))
                .values()
                .forEach(all -> engine().remove(all, 0));
    }

    @Test
    void an_image_is_resolved_to_the_same_every_time() {
        assertThat(engine().resolve(image())).isEqualTo(engine().resolve(image()));
    }

    @Test
    void an_image_that_is_nowhere_is_refused_in_words() {
        assertThatThrownBy(() -> engine().resolve("localhost:1/nobody/has-this:1"))
                .isInstanceOfSatisfying(EngineRefused.class, refused -> {
                    assertThat(refused.failure().reason()).isEqualTo(Failure.Reason.IMAGE_NOT_FOUND);
                    assertThat(refused.failure().message())
                            .startsWith("image not found: localhost:1/nobody/has-this:1");
                });
    }

    @Test
    void a_started_instance_runs_and_is_seen() {
        Instance started = start(1);

        assertThat(started.running()).isTrue();
        assertThat(started.address(8080)).isPresent();
        assertThat(engine().observe(container)).containsExactly(started);
        assertThat(engine().observe()).contains(started);
    }

    @Test
    void an_instance_is_known_by_what_it_was_started_for() {
        Instance started = start(7);

        assertThat(started.container()).isEqualTo(container);
        assertThat(started.deployment()).isEqualTo(7);
        assertThat(started.revision()).isEqualTo(7);
        assertThat(started.hash()).isEqualTo("hash-7");
    }

    @Test
    void asking_for_what_stands_already_changes_nothing() {
        Instance started = start(1);

        engine().run(workload(1), 1);

        assertThat(engine().observe(container)).containsExactly(started);
    }

    @Test
    void as_many_are_started_as_are_missing() {
        Instance first = start(1);

        engine().run(workload(1), 3);

        await().atMost(SOON).until(() -> running().size() == 3);
        assertThat(running()).contains(first);
    }

    @Test
    void those_that_stay_are_left_alone_when_others_are_told_to_end() {
        engine().run(workload(1), 3);
        await().atMost(SOON).until(() -> running().size() == 3);
        List<Instance> leaving = running().subList(0, 2);
        Instance staying = running().get(2);

        engine().terminate(leaving, 1);

        await().atMost(SOON).until(() -> running().equals(List.of(staying)));
        engine().run(workload(1), 2);
        await().atMost(SOON).until(() -> running().size() == 2);
        assertThat(running()).contains(staying).doesNotContainAnyElementsOf(leaving);
    }

    @Test
    void two_deployments_stand_side_by_side() {
        Instance old = start(1);
        Instance fresh = start(2);
        assertThat(running()).containsExactlyInAnyOrder(old, fresh);

        engine().terminate(List.of(old), 0);

        await().atMost(SOON).until(() -> running().equals(List.of(fresh)));
        await().atMost(SOON).until(() -> engine().clear(container, Set.of(2)));
        assertThat(running()).containsExactly(fresh);
    }

    @Test
    void instances_of_others_are_not_seen() {
        start(1);

        assertThat(engine().observe(new ContainerId(UUID.randomUUID()))).isEmpty();
    }

    @Test
    void an_instance_that_ended_by_itself_is_still_seen() {
        Instance started = start(1);

        crash(started);

        await().atMost(SOON).until(() -> engine().observe(container).getFirst().state() instanceof Instance.Ended);
        Instance.Ended ended =
                (Instance.Ended) engine().observe(container).getFirst().state();
        assertThat(ended.exitCode()).isNotZero();
        assertThat(ended.cause()).isEqualTo(Instance.Cause.OWN);
        assertThat(ended.ran().isNegative()).isFalse();
    }

    @Test
    void an_instance_that_keeps_more_on_its_disk_than_it_may_is_ended() {
        Instance modest = start(1);
        Instance greedy = start(2);
        keep(modest, STORAGE / 2);
        keep(greedy, STORAGE * 2);

        engine().enforce();

        await().atMost(SOON).until(() -> state(greedy) instanceof Instance.Ended);
        assertThat(((Instance.Ended) state(greedy)).cause()).isEqualTo(Instance.Cause.OUT_OF_STORAGE);
        assertThat(state(modest)).isInstanceOf(Instance.Running.class);
    }

    private Instance.State state(Instance instance) {
        return engine().observe(container).stream()
                .filter(other -> other.id().equals(instance.id()))
                .findFirst()
                .orElseThrow()
                .state();
    }

    @Test
    void an_instance_that_is_told_to_end_ends() {
        Instance started = start(1);

        engine().terminate(List.of(started), 0);

        await().atMost(SOON).until(() -> running().isEmpty());
    }

    @Test
    void ending_what_has_ended_is_no_error() {
        Instance started = start(1);
        engine().remove(List.of(started), 0);

        engine().terminate(List.of(started), 0);
        engine().remove(List.of(started), 0);

        assertThat(engine().observe(container)).isEmpty();
    }

    @Test
    void a_removed_instance_is_gone_even_while_it_runs() {
        Instance started = start(1);

        engine().remove(List.of(started), 0);

        assertThat(engine().observe(container)).isEmpty();
    }

    @Test
    void a_watcher_hears_of_what_starts_and_ends() {
        Set<ContainerId> changed = ConcurrentHashMap.newKeySet();
        Set<String> misses = ConcurrentHashMap.newKeySet();
        try (Engine.Watch _ = engine().watch(new Engine.Watcher() {
            @Override
            public void changed(ContainerId id) {
                changed.add(id);
            }

            @Override
            public void missed() {
                misses.add("once");
            }
        })) {
            await().atMost(SOON).until(() -> !misses.isEmpty());
            Instance started = start(1);
            await().atMost(SOON).until(() -> changed.contains(container));
            changed.clear();
            crash(started);
            await().atMost(SOON).until(() -> changed.contains(container));
            await().atMost(SOON)
                    .until(() -> !engine().observe(container).getFirst().running());
        }
    }

    @Test
    void what_an_instance_wrote_is_read_with_its_time() {
        Instant before = Instant.now();
        Instance started = start(1);
        String written = write(started);

        await().atMost(SOON).until(() -> !engine().log(started, 10).isEmpty());
        LogLine line = engine().log(started, 10).getFirst();

        assertThat(line.text()).isEqualTo(written);
        assertThat(line.source()).isEqualTo(LogLine.Source.STDOUT);
        assertThat(line.time()).isBetween(before, Instant.now());
    }

    @Test
    void what_an_instance_wrote_is_read_after_its_end_but_not_after_its_removal() {
        Instance started = start(1);
        String written = write(started);
        await().atMost(SOON).until(() -> !engine().log(started, 10).isEmpty());
        crash(started);
        await().atMost(SOON).until(() -> !engine().observe(container).getFirst().running());

        assertThat(engine().log(started, 10)).extracting(LogLine::text).contains(written);
        engine().remove(List.of(started), 0);

        assertThat(engine().log(started, 10)).isEmpty();
    }

    @Test
    void what_is_being_removed_may_still_be_asked_for_its_lines() throws Exception {
        try (ExecutorService reader = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int time = 0; time < 5; time++) {
                Instance started = start(1);
                AtomicBoolean removed = new AtomicBoolean();
                Future<?> reading = reader.submit(() -> {
                    while (!removed.get()) {
                        engine().log(started, 10);
                    }
                });
                engine().remove(List.of(started), 0);
                removed.set(true);
                reading.get();
            }
        }
    }

    @Test
    void what_an_instance_wrote_to_a_volume_the_next_deployment_reads() {
        Instance first = start(keeping(workload(1), false));
        assertThat(write(first, NOTE, "hello")).isTrue();
        engine().remove(List.of(first), 0);

        Instance second = start(keeping(workload(2), false));

        assertThat(read(second, NOTE)).contains("hello");
    }

    @Test
    void what_is_only_to_be_read_cannot_be_written() {
        Instance writer = start(keeping(workload(1), false));
        assertThat(write(writer, NOTE, "hello")).isTrue();

        Instance reader = start(keeping(workload(2), true));

        assertThat(read(reader, NOTE)).contains("hello");
        assertThat(write(reader, NOTE, "good-bye")).isFalse();
        assertThat(read(writer, NOTE)).contains("hello");
    }

    @Test
    void volumes_of_two_namespaces_are_two_though_they_have_one_name() {
        assertThat(write(start(keeping(workload(1), false)), NOTE, "hello")).isTrue();
        ContainerId stranger = new ContainerId(UUID.randomUUID());
        NamespaceId elsewhere = new NamespaceId(UUID.randomUUID());
        try {
            Instance other = start(keeping(workload(1), stranger, elsewhere, false));

            assertThat(read(other, NOTE)).isEmpty();
        } finally {
            removeAll(stranger);
            engine().clear(elsewhere::equals);
        }
    }

    @Test
    void a_volume_outlives_its_containers_and_goes_with_its_namespace() {
        assertThat(write(start(keeping(workload(1), false)), NOTE, "hello")).isTrue();
        removeAll(container);
        ContainerId next = new ContainerId(UUID.randomUUID());
        assertThat(read(start(keeping(workload(1), next, namespace, false)), NOTE))
                .contains("hello");
        removeAll(next);

        engine().clear(namespace::equals);

        Workload anew = keeping(workload(2), false);
        // an engine may take its time for a namespace, and makes nothing in it meanwhile
        await().atMost(SOON).ignoreExceptionsInstanceOf(EngineUnreachable.class).until(() -> {
            engine().run(anew, 1);
            return true;
        });
        assertThat(read(start(anew), NOTE)).isEmpty();
    }

    @Test
    void an_engine_that_is_there_answers() {
        engine().check();
    }

    /** Starts the first instance of a deployment. */
    protected final Instance start(int deployment) {
        return start(workload(deployment));
    }

    protected final Instance start(Workload workload) {
        engine().run(workload, 1);
        return await().atMost(SOON)
                .until(
                        () -> engine().observe(workload.container()).stream()
                                .filter(Instance::running)
                                .filter(instance -> instance.deployment() == workload.deployment())
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private List<Instance> running() {
        return engine().observe(container).stream().filter(Instance::running).toList();
    }

    /** The same with a volume. */
    protected final Workload keeping(Workload workload, boolean readOnly) {
        return keeping(workload, container, namespace, readOnly);
    }

    private static Workload keeping(Workload workload, ContainerId of, NamespaceId in, boolean readOnly) {
        return new Workload(
                of,
                in,
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
                workload.ports(),
                workload.cpuMillis(),
                workload.memoryBytes(),
                workload.storageBytes(),
                List.of(new VolumeMount("data", "/data", readOnly)),
                workload.probes(),
                workload.sandbox(),
                workload.scaling(),
                workload.timeout(),
                workload.hash());
    }

    protected Workload workload(int deployment) {
        return workload(deployment, Optional.empty());
    }

    protected Workload workload(int deployment, Optional<String> sandbox) {
        return new Workload(
                container,
                namespace,
                "demo",
                Examples.PROJECT,
                "hello-demo",
                deployment,
                deployment,
                engine().resolve(image()),
                List.of(),
                List.of(),
                Map.of("GREETING", "hello", "PORT", "8080"),
                Map.of("PASSWORD", "hunter2"),
                List.of(8080),
                200,
                64_000_000,
                STORAGE,
                List.of(),
                Probes.NONE,
                sandbox,
                Examples.ONE,
                Duration.ofSeconds(30),
                "hash-" + deployment);
    }
}
