package dev.berth.gateway.knative;

import dev.berth.gateway.ingress.Ingress;
import dev.berth.gateway.ingress.ServiceName;
import dev.berth.gateway.knative.ClusterView.Seen;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Keeps the status of each Ingress true: looks at it when something was heard, soon again while it is not served, and now and then
 * in any case. One Ingress is looked at once at a time, and holds up no other.
 */
final class Keeper implements ClusterView.Changes, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Keeper.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final int MOST_DOUBLINGS = 20;

    private final Function<Ingress.Name, Optional<Seen>> view;
    private final Judge judge;
    private final StatusWriter writer;
    private final Secrets secrets;
    private final Duration longestPause;
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("berth-gateway-ingress-", 0).factory());
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("berth-gateway-ingresses").factory());

    /** Those that are looked at just now; whether somebody asked for it again since. */
    private final Map<Ingress.Name, Boolean> looking = new ConcurrentHashMap<>();

    /** Those that are not served yet. */
    private final Map<Ingress.Name, Unserved> unserved = new ConcurrentHashMap<>();

    /** When those are looked at next. */
    private final Map<Ingress.Name, ScheduledFuture<?>> planned = new ConcurrentHashMap<>();

    private record Unserved(long generation, int looks, Set<ServiceName> services) {}

    Keeper(
            Function<Ingress.Name, Optional<Seen>> view,
            Judge judge,
            StatusWriter writer,
            Secrets secrets,
            Duration longestPause) {
        this.view = view;
        this.judge = judge;
        this.writer = writer;
        this.secrets = secrets;
        this.longestPause = longestPause;
    }

    @Override
    public void changed(Ingress.Name name) {
        look(name);
    }

    @Override
    public void changed(ServiceName service) {
        unserved.forEach((name, what) -> {
            if (what.services().contains(service)) {
                look(name);
            }
        });
    }

    @Override
    public void gone(Ingress.Name name) {
        look(name);
    }

    /** Looks at an Ingress, now, or once the look that is under way is done. */
    void look(Ingress.Name name) {
        if (!looking.merge(name, false, (_, _) -> true)) {
            try {
                workers.execute(() -> lookUntilDone(name));
            } catch (RejectedExecutionException e) {
                LOG.debug("closed; no Ingress is looked at any more", e);
            }
        }
    }

    private void lookUntilDone(Ingress.Name name) {
        do {
            try {
                view.apply(name).ifPresentOrElse(this::judge, () -> forget(name));
            } catch (KubernetesClientException e) {
                LOG.warnf("the cluster did not take the status of Ingress %s: %s", name, e.getMessage());
                later(name, longestPause);
            } catch (RuntimeException e) {
                LOG.errorf(e, "cannot look at Ingress %s; it is tried again", name);
                later(name, longestPause);
            }
        } while (!looking.remove(name, false) && looking.replace(name, true, false));
    }

    private void judge(Seen seen) {
        Ingress ingress = seen.ingress();
        Judgement judgement = judge.of(ingress, writer.isReady(seen));
        writer.tell(seen, judgement);
        if (judgement instanceof Judgement.Ready) {
            rest(ingress.name());
        } else {
            again(ingress);
        }
    }

    private void forget(Ingress.Name name) {
        rest(name);
        secrets.forget(name);
    }

    private void rest(Ingress.Name name) {
        unserved.remove(name);
        ScheduledFuture<?> next = planned.remove(name);
        if (next != null) {
            next.cancel(false);
        }
    }

    private void again(Ingress ingress) {
        Unserved now = unserved.compute(
                ingress.name(),
                (_, before) -> new Unserved(
                        ingress.generation(),
                        before != null && before.generation() == ingress.generation() ? before.looks() + 1 : 0,
                        ingress.services()));
        long pause = FIRST_PAUSE_MILLIS << Math.min(now.looks(), MOST_DOUBLINGS);
        later(ingress.name(), Duration.ofMillis(Math.min(pause, longestPause.toMillis())));
    }

    private void later(Ingress.Name name, Duration pause) {
        try {
            ScheduledFuture<?> next = timer.schedule(() -> look(name), pause.toMillis(), TimeUnit.MILLISECONDS);
            ScheduledFuture<?> before = planned.put(name, next);
            if (before != null) {
                before.cancel(false);
            }
        } catch (RejectedExecutionException e) {
            LOG.debug("closed; no Ingress is looked at any more", e);
        }
    }

    /** Looks at all of them, again and again. */
    void lookAt(Supplier<? extends Iterable<Ingress.Name>> all) {
        long pause = longestPause.toMillis();
        var _ = timer.scheduleWithFixedDelay(() -> all.get().forEach(this::look), pause, pause, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        workers.shutdownNow();
    }
}
