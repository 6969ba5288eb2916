package dev.berth.reconciler.cluster;

import dev.berth.events.ContainerId;
import dev.berth.events.spec.Failure;
import dev.berth.reconciler.engine.Address;
import dev.berth.reconciler.engine.Instance;
import dev.berth.reconciler.engine.InstanceId;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateRunning;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a pod means as an instance. */
final class Pods {

    private static final int KILLED = 137;

    /** Whose it is, by its labels. */
    static Optional<ContainerId> container(Pod pod) {
        try {
            return Optional.ofNullable(labels(pod).get(Names.CONTAINER)).map(ContainerId::of);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Another pod never has its name, which people can ask the cluster for. */
    static InstanceId id(Pod pod) {
        return new InstanceId(pod.getMetadata().getName());
    }

    static int deployment(Pod pod) {
        return Integer.parseInt(labels(pod).getOrDefault(Names.DEPLOYMENT, ""));
    }

    /** Whether it writes to volumes. */
    static boolean writes(Pod pod) {
        return labels(pod).containsKey(Names.WRITES);
    }

    static int restarts(Pod pod) {
        return status(pod).map(ContainerStatus::getRestartCount).orElse(0);
    }

    /** Whether the kubelet says so. */
    static boolean isReady(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    static boolean isLeaving(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    /**
     * As an instance; empty when it is not Berth's, or on its way to nothing.
     *
     * @param fell whether its process was seen to end, though it may have been started again since
     */
    static Optional<Instance> instance(Pod pod, boolean fell) {
        try {
            int deployment = deployment(pod);
            int revision = Integer.parseInt(labels(pod).getOrDefault(Names.REVISION, ""));
            String hash = labels(pod).getOrDefault(Names.HASH, "");
            return container(pod)
                    .flatMap(container -> state(pod, fell)
                            .map(state -> new Instance(id(pod), container, deployment, revision, hash, state)));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static Optional<Instance.State> state(Pod pod, boolean fell) {
        Instance.State state = standing(pod, fell);
        return isLeaving(pod) && !(state instanceof Instance.Running) ? Optional.empty() : Optional.of(state);
    }

    private static Instance.State standing(Pod pod, boolean fell) {
        Optional<ContainerState> now = status(pod).map(ContainerStatus::getState);
        Optional<ContainerStateTerminated> end = now.map(ContainerState::getTerminated)
                .or(() -> isBackingOff(now) || fell ? last(pod) : Optional.empty());
        if ("Failed".equals(pod.getStatus().getPhase())) {
            return evicted(pod, end);
        }
        if (end.isPresent()) {
            return ended(pod, end.get());
        }
        return now.map(ContainerState::getRunning)
                .<Instance.State>map(running -> running(pod, running))
                .orElseGet(() -> new Instance.Waiting(created(pod), trouble(pod, now)));
    }

    private static boolean isBackingOff(Optional<ContainerState> now) {
        return now.map(ContainerState::getWaiting)
                .filter(waiting -> "CrashLoopBackOff".equals(waiting.getReason()))
                .isPresent();
    }

    private static Optional<ContainerStateTerminated> last(Pod pod) {
        return status(pod).map(ContainerStatus::getLastState).map(ContainerState::getTerminated);
    }

    private static Instance.State ended(Pod pod, ContainerStateTerminated end) {
        Optional<Failure> unstarted = PodTroubles.unstarted(end, image(pod));
        if (unstarted.isPresent()) {
            return new Instance.Waiting(created(pod), unstarted);
        }
        Instance.Cause cause = "OOMKilled".equals(end.getReason()) ? Instance.Cause.OUT_OF_MEMORY : Instance.Cause.OWN;
        return new Instance.Ended(
                Objects.requireNonNullElse(end.getExitCode(), 0),
                cause,
                instant(end.getStartedAt(), created(pod)),
                instant(end.getFinishedAt(), created(pod)));
    }

    /** The kubelet has ended the whole pod, whatever its container would have liked. */
    private static Instance.Ended evicted(Pod pod, Optional<ContainerStateTerminated> end) {
        String message = String.valueOf(pod.getStatus().getMessage());
        boolean storage = message.contains("ephemeral");
        return new Instance.Ended(
                end.map(ContainerStateTerminated::getExitCode).orElse(KILLED),
                storage ? Instance.Cause.OUT_OF_STORAGE : Instance.Cause.OWN,
                end.map(it -> instant(it.getStartedAt(), created(pod))).orElse(created(pod)),
                end.map(it -> instant(it.getFinishedAt(), created(pod))).orElse(created(pod)));
    }

    private static Instance.Running running(Pod pod, ContainerStateRunning running) {
        Map<Integer, Address> addresses = new HashMap<>();
        String ip = pod.getStatus().getPodIP();
        if (ip != null && !ip.isEmpty()) {
            app(pod).getPorts().stream()
                    .map(ContainerPort::getContainerPort)
                    .forEach(port -> addresses.put(port, new Address(ip, port)));
        }
        return new Instance.Running(
                instant(running.getStartedAt(), created(pod)),
                addresses,
                addresses.isEmpty() ? Optional.empty() : proxy(pod, ip),
                Optional.ofNullable(pod.getMetadata().getDeletionTimestamp()).map(Pods::instant));
    }

    private static Optional<Failure> trouble(Pod pod, Optional<ContainerState> now) {
        return now.map(ContainerState::getWaiting)
                .flatMap(waiting -> PodTroubles.waiting(waiting, image(pod)))
                .or(() -> PodTroubles.unplaced(pod));
    }

    private static Optional<ContainerStatus> status(Pod pod) {
        return pod.getStatus() == null
                ? Optional.empty()
                : pod.getStatus().getContainerStatuses().stream()
                        .filter(status -> PodTemplates.CONTAINER.equals(status.getName()))
                        .findFirst();
    }

    private static String image(Pod pod) {
        return app(pod).getImage();
    }

    /** Ours, among those that others may have put beside it. */
    static Container app(Pod pod) {
        return named(pod, PodTemplates.CONTAINER)
                .orElseGet(() -> pod.getSpec().getContainers().getFirst());
    }

    private static Optional<Container> named(Pod pod, String name) {
        return pod.getSpec().getContainers().stream()
                .filter(container -> name.equals(container.getName()))
                .findFirst();
    }

    private static Optional<Address> proxy(Pod pod, String ip) {
        return named(pod, Knative.PROXY).stream()
                .flatMap(proxy -> proxy.getPorts().stream())
                .filter(port -> Knative.PROXY_PORT.equals(port.getName()))
                .map(port -> new Address(ip, port.getContainerPort()))
                .findFirst();
    }

    private static Map<String, String> labels(Pod pod) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        return labels == null ? Map.of() : labels;
    }

    private static Instant created(Pod pod) {
        return instant(pod.getMetadata().getCreationTimestamp(), Instant.EPOCH);
    }

    private static Instant instant(@Nullable String text, Instant otherwise) {
        return text == null || text.isEmpty() ? otherwise : instant(text);
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private Pods() {}
}
