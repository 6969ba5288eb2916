package dev.berth.reconciler.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.events.spec.Failure;
import dev.berth.reconciler.engine.Address;
import dev.berth.reconciler.engine.Instance;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PodsTest {

    private static final String MADE = "2026-03-01T12:00:00Z";
    private static final String STARTED = "2026-03-01T12:00:02Z";
    private static final String ENDED = "2026-03-01T12:00:05Z";

    @Test
    void a_pod_whose_process_runs_is_reached_at_its_own_address() {
        assertThat(state(pod(running())))
                .isEqualTo(new Instance.Running(
                        Instant.parse(STARTED), Map.of(8080, new Address("10.1.2.3", 8080)), Optional.empty()));
    }

    @Test
    void requests_go_through_the_proxy_that_knative_puts_into_a_pod() {
        Pod pod = new PodBuilder(pod(running()))
                .editSpec()
                .addNewContainer()
                .withName("queue-proxy")
                .addNewPort()
                .withName("http-queueadm")
                .withContainerPort(8022)
                .endPort()
                .addNewPort()
                .withName("queue-port")
                .withContainerPort(8012)
                .endPort()
                .endContainer()
                .endSpec()
                .build();

        Instance instance = Pods.instance(pod, false).orElseThrow();

        assertThat(instance.address(8080)).contains(new Address("10.1.2.3", 8080));
        assertThat(instance.entrance(8080)).contains(new Address("10.1.2.3", 8012));
        assertThat(instance.entrance(9090)).isEmpty();
    }

    @Test
    void a_pod_that_somebody_deleted_says_by_when_it_will_have_ended() {
        Pod pod = pod(running());
        pod.getMetadata().setDeletionTimestamp(ENDED);

        assertThat(state(pod))
                .isInstanceOfSatisfying(
                        Instance.Running.class,
                        running -> assertThat(running.endsBy()).contains(Instant.parse(ENDED)));
    }

    @Test
    void a_deleted_pod_that_runs_no_more_is_no_instance_any_more() {
        Pod pod = pod(terminated("Error", 143, ""));
        pod.getMetadata().setDeletionTimestamp(ENDED);

        assertThat(Pods.instance(pod, false)).isEmpty();
    }

    @Test
    void an_end_by_itself_has_its_exit_code() {
        assertThat(state(pod(terminated("Error", 3, ""))))
                .isEqualTo(new Instance.Ended(3, Instance.Cause.OWN, Instant.parse(STARTED), Instant.parse(ENDED)));
    }

    @Test
    void an_end_for_want_of_memory_is_told_apart() {
        assertThat(state(pod(terminated("OOMKilled", 137, ""))))
                .isInstanceOfSatisfying(
                        Instance.Ended.class,
                        ended -> assertThat(ended.cause()).isEqualTo(Instance.Cause.OUT_OF_MEMORY));
    }

    @Test
    void an_eviction_for_its_disk_is_told_apart() {
        Pod pod = pod(terminated("Error", 137, ""));
        pod.getStatus().setPhase("Failed");
        pod.getStatus().setReason("Evicted");
        pod.getStatus().setMessage("Pod ephemeral local storage usage exceeds the total limit of containers 8M. ");

        assertThat(state(pod))
                .isInstanceOfSatisfying(
                        Instance.Ended.class,
                        ended -> assertThat(ended.cause()).isEqualTo(Instance.Cause.OUT_OF_STORAGE));
    }

    @Test
    void an_end_that_was_seen_counts_though_another_process_runs_by_now() {
        Pod pod = pod(running());
        pod.getStatus().getContainerStatuses().getFirst().setLastState(terminated("Error", 1, ""));

        assertThat(Pods.instance(pod, true).orElseThrow().state()).isInstanceOf(Instance.Ended.class);
        assertThat(state(pod)).isInstanceOf(Instance.Running.class);
    }

    @Test
    void a_program_that_the_image_lacks_keeps_it_from_starting() {
        Pod pod = pod(terminated(
                "StartError",
                128,
                "failed to create task: OCI runtime create failed: exec: \"/nope\": stat /nope: no such file or"
                        + " directory"));

        assertThat(trouble(pod).reason()).isEqualTo(Failure.Reason.IMAGE_UNUSABLE);
        assertThat(trouble(pod).message()).startsWith("cannot run \"/nope\" in image app:1");
    }

    @Test
    void an_image_that_is_not_there_is_called_so() {
        Pod pod = pod(waiting("ImagePullBackOff", "Back-off pulling image: app:1: not found"));

        assertThat(trouble(pod))
                .isEqualTo(new Failure(
                        Failure.Reason.IMAGE_NOT_FOUND, "image not found: app:1; push it, or check the name"));
    }

    @Test
    void a_registry_that_wants_credentials_is_called_so() {
        Pod pod = pod(waiting("ErrImagePull", "failed to authorize: 401 Unauthorized"));

        assertThat(trouble(pod).reason()).isEqualTo(Failure.Reason.IMAGE_NOT_ALLOWED);
    }

    @Test
    void one_that_is_being_made_waits_for_nothing_in_particular() {
        assertThat(state(pod(waiting("ContainerCreating", ""))))
                .isEqualTo(new Instance.Waiting(Instant.parse(MADE), Optional.empty()));
    }

    @Test
    void what_the_nodes_lack_is_named() {
        assertThat(PodTroubles.unplaced(
                        "0/3 nodes are available: 1 Insufficient cpu, 3 Insufficient memory. preemption: 0/3 nodes",
                        ""))
                .isEqualTo(new Failure(
                        Failure.Reason.NO_CAPACITY,
                        "no node of the cluster has room for it: not enough cpu on 1 node, not enough memory on 3"
                                + " nodes; let it ask for less, or add a node"));
    }

    @Test
    void the_volume_that_it_waits_for_is_named() {
        assertThat(PodTroubles.unplaced(
                                "0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims.", "data")
                        .message())
                .startsWith("waits for its volume data, of which the cluster has none")
                .contains("berth.kubernetes.storage-class");
    }

    @Test
    void one_that_writes_to_a_volume_waits_for_the_one_before_it() {
        assertThat(PodTroubles.unplaced(
                                "0/1 nodes are available: 1 node(s) didn't match pod anti-affinity rules.", "data")
                        .message())
                .isEqualTo("waits for the instance before it to end, as both write to volume data");
    }

    @Test
    void a_pod_that_bears_no_deployment_is_no_instance() {
        Pod pod = pod(running());
        pod.getMetadata().getLabels().remove(Names.DEPLOYMENT);

        assertThat(Pods.instance(pod, false)).isEmpty();
    }

    private static Instance.State state(Pod pod) {
        return Pods.instance(pod, false).orElseThrow().state();
    }

    private static Failure trouble(Pod pod) {
        return ((Instance.Waiting) state(pod)).trouble().orElseThrow();
    }

    private static ContainerState running() {
        return new ContainerStateBuilder()
                .withNewRunning()
                .withStartedAt(STARTED)
                .endRunning()
                .build();
    }

    @Test
    void an_image_that_would_run_as_root_where_it_may_not_says_what_to_do() {
        Pod pod = pod(waiting(
                "CreateContainerConfigError", "container has runAsNonRoot and image will run as root (pod: \"web\")"));

        assertThat(trouble(pod).reason()).isEqualTo(Failure.Reason.IMAGE_UNUSABLE);
    }

    private static ContainerState waiting(String reason, String message) {
        return new ContainerStateBuilder()
                .withNewWaiting()
                .withReason(reason)
                .withMessage(message)
                .endWaiting()
                .build();
    }

    private static ContainerState terminated(String reason, int code, String message) {
        return new ContainerStateBuilder()
                .withNewTerminated()
                .withReason(reason)
                .withExitCode(code)
                .withMessage(message)
                .withStartedAt(STARTED)
                .withFinishedAt(ENDED)
                .endTerminated()
                .build();
    }

    private static Pod pod(ContainerState state) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("hello-demo-3-x7k2p")
                .withCreationTimestamp(MADE)
                .addToLabels(Names.CONTAINER, UUID.randomUUID().toString())
                .addToLabels(Names.DEPLOYMENT, "3")
                .addToLabels(Names.REVISION, "2")
                .addToLabels(Names.HASH, "hash")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("app")
                .withImage("app:1")
                .addNewPort()
                .withContainerPort(8080)
                .endPort()
                .endContainer()
                .endSpec()
                .withNewStatus()
                .withPhase("Running")
                .withPodIP("10.1.2.3")
                .addNewContainerStatus()
                .withName("app")
                .withRestartCount(0)
                .withState(state)
                .endContainerStatus()
                .endStatus()
                .build();
    }
}
