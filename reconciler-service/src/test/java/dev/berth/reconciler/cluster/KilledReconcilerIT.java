package dev.berth.reconciler.cluster;

import static dev.berth.reconciler.cluster.Rig.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.events.ContainerEvent.ContainerDeletionRequested;
import dev.berth.events.NamespaceId;
import dev.berth.reconciler.engine.Workload;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A reconciler may be killed at any step: the next one, with an engine of its own, goes on from what it finds. All steps are
 * tried side by side, each with a container of its own; the last of them is one that is seldom reached.
 */
@Tag(Rig.CLUSTER)
@ParameterizedClass(name = "Knative Services: {0}")
@EnumSource(names = {"NEVER", "ALWAYS"})
class KilledReconcilerIT {

    private static final int ROLLOUT = 6;
    private static final int DELETION = 3;

    private static Optional<Rig> connected = Optional.empty();
    private static Optional<KnativeConfig> config = Optional.empty();
    private static Optional<KubernetesEngine> second = Optional.empty();

    private final NamespaceId namespace = new NamespaceId(UUID.randomUUID());

    KilledReconcilerIT(ClusterSettings.Knative knative) {}

    @BeforeParameterizedClassInvocation
    static void connect(ClusterSettings.Knative knative) throws IOException {
        connected = Optional.of(Rig.connect(knative));
        config = Optional.of(KnativeConfig.runImagesOfNodes(rig().client()));
        second = Optional.of(rig().successor());
        Rig.seen(() -> second.orElseThrow().observe());
    }

    @AfterParameterizedClassInvocation
    static void disconnect() throws IOException {
        second.ifPresent(KubernetesEngine::close);
        config.ifPresent(KnativeConfig::close);
        if (connected.isPresent()) {
            connected.get().close();
        }
    }

    private static Rig rig() {
        return connected.orElseThrow();
    }

    @Test
    void a_rollout_that_is_cut_short_at_any_step_is_finished_by_the_next_reconciler() {
        List<PlayedLog> all = containers("rollout", ROLLOUT);

        for (int steps = 0; steps < ROLLOUT; steps++) {
            PlayedLog log = all.get(steps);
            log.close();
            log.deploy(2, rig().image());
            log.reconcile(rig().engine(), steps);
        }
        all.forEach(log -> await().atMost(SOON).until(() -> log.isDead() || log.hasSettled(2)));
        assertThat(all.subList(0, ROLLOUT - 1)).allMatch(PlayedLog::isDead);
        all.forEach(log -> log.reconcile(second.orElseThrow(), Integer.MAX_VALUE));

        for (PlayedLog log : all) {
            await().atMost(SOON).until(() -> log.hasSettled(2));
            Workload workload = log.workload(2);
            Compared compared = new Compared(rig(), log.id());
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(compared.differences(Map.of(workload, 1)))
                            .isEmpty());
            assertThat(log.wrongs()).isEmpty();
            log.close();
        }
    }

    @Test
    void a_deletion_that_is_cut_short_at_any_step_is_finished_by_the_next_reconciler() {
        List<PlayedLog> all = containers("deletion", DELETION);

        for (int steps = 0; steps < DELETION; steps++) {
            PlayedLog log = all.get(steps);
            log.close();
            log.take(new ContainerDeletionRequested(log.id()));
            log.reconcile(rig().engine(), steps);
        }
        all.forEach(log -> await().atMost(SOON).until(() -> log.isDead() || log.isRemoved()));
        assertThat(all.subList(0, DELETION - 1)).allMatch(PlayedLog::isDead);
        all.forEach(log -> log.reconcile(second.orElseThrow(), Integer.MAX_VALUE));

        for (PlayedLog log : all) {
            await().atMost(SOON).until(log::isRemoved);
            assertThat(new Compared(rig(), log.id()).differences(Map.of())).isEmpty();
            assertThat(rig().engine().observe(log.id())).isEmpty();
            log.close();
        }
    }

    /** So many, each of which answers. */
    private List<PlayedLog> containers(String name, int number) {
        List<PlayedLog> all = IntStream.range(0, number)
                .mapToObj(step -> new PlayedLog(namespace, name + "-" + step))
                .toList();
        all.forEach(log -> {
            log.reconcile(rig().engine(), Integer.MAX_VALUE);
            log.create();
            log.deploy(1, rig().image());
        });
        all.forEach(log -> await().atMost(SOON).until(() -> log.hasSettled(1)));
        return all;
    }
}
