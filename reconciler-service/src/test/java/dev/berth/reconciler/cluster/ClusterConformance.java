package dev.berth.reconciler.cluster;

import static dev.berth.reconciler.cluster.Rig.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.reconciler.engine.Engine;
import dev.berth.reconciler.engine.EngineConformance;
import dev.berth.reconciler.engine.Instance;
import dev.berth.reconciler.engine.SampleFiles;
import dev.berth.reconciler.engine.Workload;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What an engine has to do on a cluster, whatever its deployments are there. */
@Tag(Rig.CLUSTER)
@Execution(ExecutionMode.CONCURRENT)
abstract class ClusterConformance extends EngineConformance {

    /** So many are claimed by all tests together. */
    static final int VOLUMES = 6;

    abstract Rig rig();

    /** Which of the cluster's objects stand for a workload. */
    abstract List<HasMetadata> manifests(Workload workload);

    @Override
    protected Engine engine() {
        return rig().engine();
    }

    @Override
    protected String image() {
        return rig().image();
    }

    @Override
    protected void keep(Instance instance, long bytes) {
        Rig.ask(instance, "/disk?mb=" + bytes / 1_000_000);
    }

    @Override
    protected void crash(Instance instance) {
        Rig.ask(instance, "/exit?code=3");
    }

    @Override
    protected String write(Instance instance) {
        return "sample: listening on port 8080"; // as it starts
    }

    @Override
    protected boolean write(Instance instance, String path, String text) {
        return SampleFiles.write(instance, path, text);
    }

    @Override
    protected Optional<String> read(Instance instance, String path) {
        return SampleFiles.read(instance, path);
    }

    final Stream<HasMetadata> existing(Workload workload) {
        return manifests(workload).stream()
                .flatMap(object ->
                        Stream.ofNullable(rig().client().resource(object).get()));
    }

    @Test
    void a_pod_that_a_person_deletes_is_replaced() {
        Instance instance = start(1);

        pods().withName(instance.id().value()).delete();

        await().atMost(SOON)
                .until(() -> engine().observe(instance.container()).stream()
                        .anyMatch(other -> other.running() && !other.id().equals(instance.id())));
    }

    @Test
    void secret_variables_reach_the_process_but_stand_in_no_pod() {
        Instance instance = start(1);

        assertThat(Rig.ask(instance, "/env?name=PASSWORD")).contains("hunter2");
        assertThat(pods().withName(instance.id().value()).get().toString()).doesNotContain("hunter2");
    }

    @Test
    void a_command_in_a_pod_tells_how_it_ended() {
        Instance instance = start(1);

        assertThat(engine().execute(instance, List.of("/runtime/bin/java", "--version"), Duration.ofSeconds(60)))
                .contains(0);
        assertThat(engine().execute(instance, List.of("/runtime/bin/java", "--nonsense"), Duration.ofSeconds(60)))
                .contains(1);
    }

    @Test
    void nothing_is_left_of_a_container_that_is_cleared() {
        Instance instance = start(1);
        engine().remove(List.of(instance), 0);

        await().atMost(SOON).until(() -> engine().clear(instance.container(), Set.of()));

        await().atMost(SOON)
                .until(() -> existing(workload(1))
                        .map(HasMetadata::getKind)
                        .toList()
                        .equals(List.of("Namespace", "NetworkPolicy", "ResourceQuota")));
    }

    @Test
    void a_namespace_of_which_nothing_is_left_goes_with_all_that_is_in_it() {
        start(1);

        await().atMost(SOON).until(() -> {
            engine().clear(workload(1).namespace()::equals);
            return existing(workload(1)).findAny().isEmpty();
        });
    }

    final NonNamespaceOperation<Pod, PodList, PodResource> pods() {
        return rig().client().pods().inNamespace(Names.namespace(workload(1)));
    }
}
