package dev.berth.reconciler.container;

import dev.berth.events.ContainerEvent;
import dev.berth.events.ContainerEvent.ContainerConfigured;
import dev.berth.events.ContainerEvent.ContainerCreated;
import dev.berth.events.ContainerEvent.ContainerDegraded;
import dev.berth.events.ContainerEvent.ContainerDeleted;
import dev.berth.events.ContainerEvent.ContainerDeletionRequested;
import dev.berth.events.ContainerEvent.ContainerRecovered;
import dev.berth.events.ContainerEvent.DeletionHindered;
import dev.berth.events.ContainerEvent.DeploymentFailed;
import dev.berth.events.ContainerEvent.DeploymentRequested;
import dev.berth.events.ContainerEvent.DeploymentSucceeded;
import dev.berth.events.ContainerEvent.DriftCorrected;
import dev.berth.events.ContainerEvent.ImagePinned;
import dev.berth.events.Recorded;
import dev.berth.events.spec.ContainerSpec;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What the reconciler needs of a container's history.
 *
 * @param revisions every configuration; any of them may be deployed again
 * @param images what the images of revisions were pinned to
 * @param deployments by number, from the last that succeeded on
 * @param succeeded the last deployment that came to answer
 * @param failed deployments that did not
 * @param degradations how often {@code succeeded} stopped answering
 * @param degraded whether it does not answer just now, as far as the log knows
 */
public record ContainerStory(
        Optional<ContainerCreated> created,
        Map<Integer, ContainerSpec> revisions,
        Map<Integer, String> images,
        NavigableMap<Integer, Deployment> deployments,
        Optional<Integer> succeeded,
        Set<Integer> failed,
        int degradations,
        boolean degraded,
        Ending ending) {

    /** Nothing was ever heard of it. */
    public static final ContainerStory UNHEARD = new ContainerStory(
            Optional.empty(),
            Map.of(),
            Map.of(),
            Collections.emptyNavigableMap(),
            Optional.empty(),
            Set.of(),
            0,
            false,
            Ending.NONE);

    /** How far its deletion has come. */
    public enum Ending {
        NONE,
        REQUESTED,
        DONE
    }

    public ContainerStory {
        revisions = Map.copyOf(revisions);
        images = Map.copyOf(images);
        deployments = Collections.unmodifiableNavigableMap(new TreeMap<>(deployments));
        failed = Set.copyOf(failed);
    }

    /** The deployment that was asked for last. */
    Optional<Deployment> newest() {
        return Optional.ofNullable(deployments.lastEntry()).map(Map.Entry::getValue);
    }

    /** The last deployment that came to answer. */
    Optional<Deployment> lastSucceeded() {
        return succeeded.flatMap(number -> Optional.ofNullable(deployments.get(number)));
    }

    /**
     * Never refuses: the event has happened.
     *
     * @param recorded the event as the log keeps it
     */
    public ContainerStory after(ContainerEvent happened, Recorded<?> recorded) {
        return switch (happened) {
            case ContainerCreated event -> with(draft -> draft.created = Optional.of(event));
            case ContainerConfigured event ->
                with(draft -> draft.revisions = plus(revisions, event.revision(), event.spec()));
            case DeploymentRequested event ->
                with(draft -> draft.deployments.put(event.deployment(), deployment(event, recorded)));
            case ImagePinned event ->
                images.containsKey(event.revision())
                        ? this
                        : with(draft -> draft.images = plus(images, event.revision(), event.image()));
            case DeploymentSucceeded event -> with(draft -> draft.succeeded(event.deployment()));
            case DeploymentFailed event -> with(draft -> draft.failed.add(event.deployment()));
            case ContainerDegraded event -> isSucceeded(event.deployment()) ? with(Draft::degraded) : this;
            case ContainerRecovered event ->
                isSucceeded(event.deployment()) ? with(draft -> draft.degraded = false) : this;
            case DriftCorrected _, DeletionHindered _ -> this;
            case ContainerDeletionRequested _ -> with(draft -> draft.ending = Ending.REQUESTED);
            case ContainerDeleted _ -> with(draft -> draft.ending = Ending.DONE);
        };
    }

    private static Deployment deployment(DeploymentRequested event, Recorded<?> recorded) {
        return new Deployment(
                event.deployment(),
                event.revision(),
                event.variablesRevision(),
                recorded.eventId().toString(),
                recorded.provenance().traceparent());
    }

    private boolean isSucceeded(int deployment) {
        return succeeded.filter(last -> last == deployment).isPresent();
    }

    private static <V> Map<Integer, V> plus(Map<Integer, V> map, int key, V value) {
        Map<Integer, V> all = new HashMap<>(map);
        all.put(key, value);
        return all;
    }

    private ContainerStory with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.story();
    }

    /** The story while one event is written into it. */
    private static final class Draft {
        private Optional<ContainerCreated> created;
        private Map<Integer, ContainerSpec> revisions;
        private Map<Integer, String> images;
        private final NavigableMap<Integer, Deployment> deployments;
        private Optional<Integer> succeeded;
        private final Set<Integer> failed;
        private int degradations;
        private boolean degraded;
        private Ending ending;

        Draft(ContainerStory story) {
            created = story.created;
            revisions = story.revisions;
            images = story.images;
            deployments = new TreeMap<>(story.deployments);
            succeeded = story.succeeded;
            failed = new HashSet<>(story.failed);
            degradations = story.degradations;
            degraded = story.degraded;
            ending = story.ending;
        }

        /** What came before the last success is never run again. */
        void succeeded(int deployment) {
            succeeded = Optional.of(deployment);
            deployments.headMap(deployment).clear();
            failed.removeIf(number -> number < deployment);
            degradations = 0;
            degraded = false;
        }

        void degraded() {
            degradations++;
            degraded = true;
        }

        ContainerStory story() {
            return new ContainerStory(
                    created, revisions, images, deployments, succeeded, failed, degradations, degraded, ending);
        }
    }
}
