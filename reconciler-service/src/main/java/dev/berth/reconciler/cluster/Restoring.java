package dev.berth.reconciler.cluster;

import dev.berth.events.ContainerId;
import dev.berth.reconciler.engine.Correction;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Puts back what somebody else changed, one object after the other, and tells of it in the cluster's own events. */
final class Restoring implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Restoring.class);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    /** After so long without a change, the next one is put back at once again. */
    private static final Duration CALM = Duration.ofMinutes(3);

    /** Times that a pause is doubled. */
    private static final int DOUBLINGS = 6;

    private final KubernetesClient client;
    private final String platform;
    private final Function<Drift.Key, Optional<Inventory.Restored>> restore;
    private final BiConsumer<ContainerId, Correction> told;
    private final Set<Drift.Key> pending = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService tasks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("cluster-restore").factory());

    /** How often objects were put back of late: somebody may change one again and again. */
    private final Map<Drift.Key, Struggle> struggles = new ConcurrentHashMap<>();

    private record Struggle(int times, Instant last) {
        boolean goesOn(Instant now) {
            return now.isBefore(last.plus(CALM));
        }

        Duration pause() {
            return AGAIN.multipliedBy(1L << Math.min(times - 1, DOUBLINGS));
        }
    }

    /**
     * @param restore applies the object as it shall be, and answers how it is then; nothing where that was so already
     * @param told hears of what was put back
     */
    Restoring(
            KubernetesClient client,
            String platform,
            Function<Drift.Key, Optional<Inventory.Restored>> restore,
            BiConsumer<ContainerId, Correction> told) {
        this.client = client;
        this.platform = platform;
        this.restore = restore;
        this.told = told;
    }

    /** At once, and once for however many news of it there are by then; ever later where somebody keeps changing it. */
    void putBack(Drift.Change change) {
        if (pending.add(change.object())) {
            Instant now = Instant.now();
            struggles.values().removeIf(struggle -> !struggle.goesOn(now));
            Duration pause = Optional.ofNullable(struggles.get(change.object()))
                    .map(Struggle::pause)
                    .orElse(Duration.ZERO);
            in(pause, change, 0);
        }
    }

    private void in(Duration pause, Drift.Change change, int failures) {
        try {
            // it never throws, and nobody waits for it
            var _ = tasks.schedule(() -> restore(change, failures), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException _) {
            LOG.debugf("nothing is put back any more; object=%s", change.object());
        }
    }

    private void restore(Drift.Change change, int failures) {
        pending.remove(change.object());
        try {
            restore.apply(change.object()).ifPresent(restored -> restored(restored, change));
        } catch (RuntimeException e) {
            LOG.debugf("cannot put back yet; object=%s cause=%s", change.object(), e.getMessage());
            if (pending.add(change.object())) {
                in(AGAIN.multipliedBy(1L << Math.min(failures, DOUBLINGS)), change, failures + 1);
            }
        }
    }

    private void restored(Inventory.Restored restored, Drift.Change change) {
        LOG.warnf("put back what somebody changed; object=%s change=%s", change.object(), change.words());
        struggles.merge(
                change.object(),
                new Struggle(1, Instant.now()),
                (was, now) -> new Struggle(was.times() + 1, now.last()));
        told.accept(restored.container(), change.correction());
        tell(restored.object(), change);
    }

    /** An event that cannot be told is no reason to do it all again. */
    private void tell(HasMetadata restored, Drift.Change change) {
        if (change.object().namespace().isEmpty()) {
            return; // events of what is in no namespace belong to a namespace that is not ours
        }
        try {
            client.resource(event(restored, change)).create();
        } catch (KubernetesClientException e) {
            LOG.debugf("no event was written; object=%s cause=%s", change.object(), e.getMessage());
        }
    }

    private Event event(HasMetadata restored, Drift.Change change) {
        String now = Instant.now().toString();
        return new EventBuilder()
                .withNewMetadata()
                .withGenerateName(change.object().name() + ".")
                .withNamespace(change.object().namespace())
                .withLabels(Names.ours(platform))
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(restored.getApiVersion())
                .withKind(restored.getKind())
                .withName(restored.getMetadata().getName())
                .withNamespace(restored.getMetadata().getNamespace())
                .withUid(restored.getMetadata().getUid())
                .endInvolvedObject()
                .withType("Warning")
                .withReason("PutBack")
                .withMessage("Berth put back what it manages: " + change.words())
                .withNewSource()
                .withComponent(Names.MANAGER)
                .endSource()
                .withReportingComponent(Names.MANAGER)
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(1)
                .build();
    }

    @Override
    public void close() {
        tasks.shutdownNow();
    }
}
