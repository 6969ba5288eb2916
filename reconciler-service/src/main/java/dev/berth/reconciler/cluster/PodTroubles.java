package dev.berth.reconciler.cluster;

import dev.berth.events.spec.Failure;
import dev.berth.events.spec.Failure.Reason;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what keeps a pod from starting, in words for the container's owner rather than the cluster's operator. */
final class PodTroubles {

    private static final Set<String> NOT_STARTED = Set.of("StartError", "ContainerCannotRun");
    private static final Pattern NOT_EXECUTABLE = Pattern.compile("exec: \\\\?\"([^\"\\\\]+)\\\\?\": ([^:]+)");
    private static final Pattern SHORT = Pattern.compile("(\\d+) Insufficient ([a-z][a-z0-9./-]*[a-z0-9])");
    private static final Pattern UNBOUND = Pattern.compile(
            "unbound immediate PersistentVolumeClaims|available persistent volumes to bind|persistentvolumeclaim .* not found|storageclass.* not found");
    private static final int LONGEST = 400;

    /** What keeps it from a node. */
    static Optional<Failure> unplaced(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .filter(condition -> "PodScheduled".equals(condition.getType()))
                .filter(condition -> "Unschedulable".equals(condition.getReason()))
                .map(PodCondition::getMessage)
                .map(message -> unplaced(message, volumes(pod)))
                .findFirst();
    }

    private static String volumes(Pod pod) {
        return pod.getSpec().getVolumes().stream()
                .map(Volume::getPersistentVolumeClaim)
                .filter(Objects::nonNull)
                .map(PersistentVolumeClaimVolumeSource::getClaimName)
                .collect(Collectors.joining(", "));
    }

    /** @param volumes that it mounts, by name */
    static Failure unplaced(@Nullable String message, String volumes) {
        String said = said(message);
        if (!volumes.isEmpty() && UNBOUND.matcher(said).find()) {
            return new Failure(
                    Reason.NO_CAPACITY,
                    "waits for its volume %s, of which the cluster has none: it needs a default storage class, or the one that berth.kubernetes.storage-class names (%s)"
                            .formatted(volumes, said));
        }
        if (!volumes.isEmpty() && said.contains("anti-affinity")) {
            return new Failure(
                    Reason.NO_CAPACITY, "waits for the instance before it to end, as both write to volume " + volumes);
        }
        String lacking = SHORT.matcher(said)
                .results()
                .map(found -> "not enough %s on %s".formatted(found.group(2), nodes(found.group(1))))
                .collect(Collectors.joining(", "));
        return new Failure(
                Reason.NO_CAPACITY,
                lacking.isEmpty()
                        ? "no node of the cluster takes it: " + said
                        : "no node of the cluster has room for it: %s; let it ask for less, or add a node"
                                .formatted(lacking));
    }

    private static String nodes(String number) {
        return "1".equals(number) ? "1 node" : number + " nodes";
    }

    /** What keeps its container from starting, once it has a node; empty when it is only on its way. */
    static Optional<Failure> waiting(ContainerStateWaiting waiting, String image) {
        String said = said(waiting.getMessage());
        return switch (String.valueOf(waiting.getReason())) {
            case "ErrImagePull", "ImagePullBackOff", "RegistryUnavailable" -> Optional.of(unpulled(image, said));
            case "InvalidImageName" ->
                Optional.of(new Failure(Reason.IMAGE_NOT_FOUND, "image %s is no name of an image".formatted(image)));
            case "ErrImageNeverPull" -> Optional.of(notFound(image));
            case "CreateContainerConfigError", "CreateContainerError", "RunContainerError" ->
                Optional.of(unstartable(image, said));
            default -> Optional.empty();
        };
    }

    /** Whether it ended before it began, and why. */
    static Optional<Failure> unstarted(ContainerStateTerminated terminated, String image) {
        return NOT_STARTED.contains(String.valueOf(terminated.getReason()))
                ? Optional.of(unstartable(image, said(terminated.getMessage())))
                : Optional.empty();
    }

    private static Failure unpulled(String image, String said) {
        String lower = said.toLowerCase(Locale.ROOT);
        if (lower.contains("unauthorized") || lower.contains("forbidden") || lower.contains("authorization failed")) {
            return new Failure(
                    Reason.IMAGE_NOT_ALLOWED,
                    "not allowed to pull image %s; its registry wants credentials".formatted(image));
        }
        if (lower.contains("no match for platform") || lower.contains("no matching manifest")) {
            return new Failure(
                    Reason.IMAGE_UNUSABLE, "image %s does not exist for the cluster's machines".formatted(image));
        }
        return lower.contains("not found") || lower.contains("manifest unknown")
                ? notFound(image)
                : new Failure(Reason.IMAGE_NOT_FOUND, "cannot pull image %s: %s".formatted(image, said));
    }

    private static Failure notFound(String image) {
        return new Failure(Reason.IMAGE_NOT_FOUND, "image not found: %s; push it, or check the name".formatted(image));
    }

    private static Failure unstartable(String image, String said) {
        Matcher notExecutable = NOT_EXECUTABLE.matcher(said);
        if (notExecutable.find()) {
            return new Failure(
                    Reason.IMAGE_UNUSABLE,
                    "cannot run \"%s\" in image %s: %s; check the command and the image"
                            .formatted(notExecutable.group(1), image, notExecutable.group(2)));
        }
        if (said.contains("no command specified")) {
            return new Failure(
                    Reason.IMAGE_UNUSABLE, "image %s has no command of its own; configure one".formatted(image));
        }
        if (said.contains("runAsNonRoot")) {
            return new Failure(
                    Reason.IMAGE_UNUSABLE,
                    "image %s runs as root, or as a user that it does not number, and its project may not; give it a USER"
                                    .formatted(image)
                            + " such as 65532, or ask the operator to hold the project less tightly");
        }
        return new Failure(Reason.ENGINE_REFUSED, "the cluster refused to start an instance: " + said);
    }

    static String said(@Nullable String message) {
        String text = message == null || message.isBlank() ? "no reason given" : message.strip();
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    }

    private PodTroubles() {}
}
