package dev.berth.reconciler.cluster;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Puts back what somebody else changed, one object after the other, and tells of it in the cluster's own events. */
final class Restoring implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Restoring.class);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    /** Times that a pause is doubled. */
    private static final int DOUBLINGS = 6;

    private final KubernetesClient client;
    private final String platform;
    private final Function<Drift.Key, Optional<HasMetadata>> restore;
    private final Set<Drift.Key> pending = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService tasks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("cluster-restore").factory());

    /** @param restore applies the object as it shall be, and answers how it is then; nothing where that was so already */
    Restoring(KubernetesClient client, String platform, Function<Drift.Key, Optional<HasMetadata>> restore) {
        this.client = client;
        this.platform = platform;
        this.restore = restore;
    }

    /** Soon, and once for however many news of it there are by then. */
    void putBack(Drift.Change change) {
        if (pending.add(change.object())) {
            in(Duration.ZERO, change, 0);
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
            restore.apply(change.object()).ifPresent(restored -> {
                LOG.warnf("put back what somebody changed; object=%s change=%s", change.object(), change.words());
                tell(restored, change);
            });
        } catch (RuntimeException e) {
            LOG.debugf("cannot put back yet; object=%s cause=%s", change.object(), e.getMessage());
            if (pending.add(change.object())) {
                in(AGAIN.multipliedBy(1L << Math.min(failures, DOUBLINGS)), change, failures + 1);
            }
        }
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
