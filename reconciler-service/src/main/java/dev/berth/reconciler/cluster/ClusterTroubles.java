package dev.berth.reconciler.cluster;

import dev.berth.events.spec.Failure;
import dev.berth.events.spec.Failure.Reason;
import dev.berth.reconciler.engine.EngineRefused;
import dev.berth.reconciler.engine.EngineUnreachable;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceCondition;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says why the cluster would not, in words for the container's owner. */
final class ClusterTroubles {

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;
    private static final int BROKEN = 500;

    /** What is still there of a namespace that ends may be on its way; these are not. */
    private static final Set<String> HOLDING = Set.of(
            "NamespaceFinalizersRemaining",
            "NamespaceDeletionContentFailure",
            "NamespaceDeletionDiscoveryFailure",
            "NamespaceDeletionGroupVersionParsingFailure");

    /** The cluster itself holds claims until no pod is left that uses them. */
    private static final Pattern ON_ITS_WAY =
            Pattern.compile(".*finalizers remaining: kubernetes\\.io/pvc-protection in \\d+ resource instances");

    /** With these the cluster itself waits until what belongs to an object is gone. */
    private static final Set<String> OF_THE_CLUSTER = Set.of("foregroundDeletion", "orphan");

    /** How long whoever set a finalizer may take to do what it is for. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Denied by what could not find something out itself, as its own question got no answer. */
    private static final Pattern UNANSWERED = Pattern.compile("(get|post) \\\\?\"https?://[^\"]*\": ");

    /** What the cluster answered to a request: refused for good, or not answered by now. */
    static RuntimeException of(String what, KubernetesClientException trouble) {
        String said = said(trouble);
        String lower = said.toLowerCase(Locale.ROOT);
        if (lower.contains("because it is being terminated")) {
            return new EngineUnreachable("cannot %s while the namespace of that name ends".formatted(what), trouble);
        }
        return isPassing(trouble.getCode()) || isUnanswered(said)
                ? new EngineUnreachable("the cluster did not %s: %s".formatted(what, said), trouble)
                : new EngineRefused(reason(lower), words(said));
    }

    /** What keeps a deployment's pods from being made at all. */
    static Optional<Failure> unmade(Deployment deployment) {
        return Optional.ofNullable(deployment.getStatus()).stream()
                .flatMap(status -> status.getConditions().stream())
                .filter(condition -> "ReplicaFailure".equals(condition.getType()))
                .filter(condition -> "True".equals(condition.getStatus()))
                .map(DeploymentCondition::getMessage)
                .map(PodTroubles::said)
                .map(said -> new Failure(reason(said.toLowerCase(Locale.ROOT)), words(said)))
                .findFirst();
    }

    /** What keeps a namespace that somebody deleted from ending, so that nothing can be made in it. */
    static Optional<Failure> held(Namespace namespace) {
        String said = Optional.ofNullable(namespace.getStatus()).stream()
                .flatMap(status -> status.getConditions().stream())
                .filter(condition -> HOLDING.contains(condition.getType()))
                .filter(condition -> "True".equals(condition.getStatus()))
                .map(NamespaceCondition::getMessage)
                .map(PodTroubles::said)
                .filter(each -> !ON_ITS_WAY.matcher(each).matches())
                .collect(Collectors.joining("; "));
        return said.isEmpty()
                ? Optional.empty()
                : Optional.of(new Failure(
                        Reason.ENGINE_REFUSED,
                        "its namespace %s on the cluster was deleted, and something holds it: %s"
                                .formatted(namespace.getMetadata().getName(), said)));
    }

    /** Which finalizer keeps an object that was deleted, and should be gone by now. */
    static Optional<Failure> held(HasMetadata object, Instant now) {
        String deleted = object.getMetadata().getDeletionTimestamp();
        String holders = object.getMetadata().getFinalizers().stream()
                .filter(finalizer -> !OF_THE_CLUSTER.contains(finalizer))
                .collect(Collectors.joining(", "));
        return deleted == null
                        || holders.isEmpty()
                        || OffsetDateTime.parse(deleted)
                                .toInstant()
                                .plus(PATIENCE)
                                .isAfter(now)
                ? Optional.empty()
                : Optional.of(new Failure(
                        Reason.ENGINE_REFUSED,
                        "its %s %s/%s on the cluster was deleted, and is held by finalizer %s; see that whoever set it takes it away"
                                .formatted(
                                        object.getKind(),
                                        object.getMetadata().getNamespace(),
                                        object.getMetadata().getName(),
                                        holders)));
    }

    private static boolean isUnanswered(String said) {
        return UNANSWERED.matcher(said.toLowerCase(Locale.ROOT)).find();
    }

    /** What keeps Knative from making anything of a Revision; it tries again by itself what only got no answer. */
    static Optional<Failure> unmade(@Nullable String reason, @Nullable String message) {
        String said = PodTroubles.said(message == null ? "no reason given" : message);
        if ("ContainerMissing".equals(reason)) {
            return Optional.of(new Failure(Reason.IMAGE_NOT_FOUND, "image not found by Knative: " + said));
        }
        return isUnanswered(said)
                ? Optional.empty()
                : Optional.of(new Failure(reason(said.toLowerCase(Locale.ROOT)), words(said)));
    }

    static boolean isMissing(KubernetesClientException trouble) {
        return trouble.getCode() == NOT_FOUND;
    }

    private static boolean isPassing(int code) {
        return code <= 0 || code == NOT_FOUND || code == CONFLICT || code == TOO_MANY || code >= BROKEN;
    }

    private static Reason reason(String lower) {
        return lower.contains("exceeded quota") ? Reason.NO_CAPACITY : Reason.ENGINE_REFUSED;
    }

    private static String words(String said) {
        String lower = said.toLowerCase(Locale.ROOT);
        if (lower.contains("exceeded quota")) {
            return "the quota of its namespace is used up: " + said;
        }
        if (lower.contains("violates podsecurity")) {
            return "the Pod Security level of its namespace forbids it: " + said;
        }
        if (lower.contains("admission webhook")) {
            return "a webhook of the cluster refused it: " + said;
        }
        return "the cluster refused it: " + said;
    }

    static boolean isForbidden(KubernetesClientException trouble) {
        return trouble.getCode() == FORBIDDEN;
    }

    private static String said(KubernetesClientException trouble) {
        return PodTroubles.said(Optional.ofNullable(trouble.getStatus())
                .map(Status::getMessage)
                .orElseGet(() -> String.valueOf(trouble.getMessage())));
    }

    private ClusterTroubles() {}
}
