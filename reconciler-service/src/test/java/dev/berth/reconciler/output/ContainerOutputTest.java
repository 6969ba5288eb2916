package dev.berth.reconciler.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.events.ContainerId;
import dev.berth.events.spec.Probes;
import dev.berth.reconciler.container.Examples;
import dev.berth.reconciler.engine.InMemoryEngine;
import dev.berth.reconciler.engine.Instance;
import dev.berth.reconciler.engine.Workload;
import dev.berth.reconciler.output.ContainerOutput.Entry;
import dev.berth.testing.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerOutputTest {

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-05-01T12:00:00Z"));
    private final InMemoryEngine engine = new InMemoryEngine(clock).with("app:1");
    private final ContainerId container = new ContainerId(UUID.randomUUID());
    private final AtomicBoolean gone = new AtomicBoolean();
    private KeptOutput kept;
    private RememberingEngine remembering;

    @BeforeEach
    void wrap() {
        kept = new KeptOutput(folder, new KeptOutput.Bounds(5, 100, 10_000, Duration.ofHours(1)), clock);
        remembering = new RememberingEngine(engine, kept, _ -> gone.get());
    }

    @Test
    void lines_of_instances_that_run_and_that_are_gone_are_in_one_order() {
        Instance ended = start();
        Instance running = start();
        write(ended, "first");
        write(running, "second");
        write(ended, "third");
        remembering.remove(List.of(ended), 1);
        write(running, "fourth");

        assertThat(page(true, 1, 10))
                .extracting(entry -> entry.line().text())
                .containsExactly("fourth", "third", "second", "first");
        assertThat(page(false, 1, 10))
                .extracting(Entry::instance)
                .containsExactly(ended.id(), running.id(), ended.id(), running.id());
    }

    @Test
    void pages_follow_each_other_and_end_in_an_empty_one() {
        Instance running = start();
        write(running, "a");
        write(running, "b");
        write(running, "c");

        assertThat(page(true, 1, 2)).extracting(entry -> entry.line().text()).containsExactly("c", "b");
        assertThat(page(true, 2, 2)).extracting(entry -> entry.line().text()).containsExactly("a");
        assertThat(page(true, 3, 2)).isEmpty();
        assertThat(page(true, Integer.MAX_VALUE, 1_000)).isEmpty();
        assertThat(output().page(container, true, 3, 2).total()).isEqualTo(3);
    }

    @Test
    void a_line_keeps_its_id_when_others_follow_and_when_its_instance_goes() {
        Instance instance = start();
        engine.write(instance.id(), "same", "same");
        List<UUID> before = page(false, 1, 10).stream().map(Entry::id).toList();
        clock.advance(Duration.ofSeconds(1));
        write(instance, "more");
        remembering.remove(List.of(instance), 0);

        assertThat(page(false, 1, 10)).hasSize(3).extracting(Entry::id).startsWith(before.toArray(UUID[]::new));
        assertThat(before).doesNotHaveDuplicates();
    }

    @Test
    void nothing_is_kept_of_a_container_that_is_gone() {
        Instance one = start();
        Instance other = start();
        write(one, "hello");
        remembering.remove(List.of(one), 1);

        gone.set(true);
        remembering.remove(List.of(other), 0);

        assertThat(page(true, 1, 10)).isEmpty();
        assertThat(engine.observe(container)).isEmpty();
    }

    private Instance start() {
        int standing = engine.observe(container).size();
        return remembering
                .run(
                        new Workload(
                                container,
                                Examples.NAMESPACE,
                                "demo",
                                Examples.PROJECT,
                                "hello",
                                1,
                                1,
                                "app:1",
                                List.of(),
                                List.of(),
                                Map.of(),
                                Map.of(),
                                List.of(8080),
                                100,
                                128_000_000,
                                0,
                                List.of(),
                                Probes.NONE,
                                Optional.empty(),
                                Examples.ONE,
                                Duration.ofSeconds(30),
                                "hash"),
                        standing + 1)
                .getFirst();
    }

    private void write(Instance instance, String line) {
        engine.write(instance.id(), line);
        clock.advance(Duration.ofSeconds(1));
    }

    private List<Entry> page(boolean newestFirst, int page, int size) {
        return output().page(container, newestFirst, page, size).entries();
    }

    private ContainerOutput output() {
        return new ContainerOutput(engine, kept);
    }
}
