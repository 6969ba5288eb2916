package dev.berth.reconciler;

import dev.berth.events.ContainerId;
import dev.berth.reconciler.container.Reconciler;
import dev.berth.reconciler.engine.Correction;
import dev.berth.reconciler.engine.Engine;
import dev.berth.reconciler.log.Feed;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What makes the reconciler look: news of the log, changes of the engine, and time. */
@ApplicationScoped
class Life implements Feed.Listener, Engine.Watcher {

    private static final Logger LOG = Logger.getLogger(Life.class);
    private static final Duration SOON = Duration.ofSeconds(1);

    /** As often as a kubelet measures. */
    private static final Duration LIMITS = Duration.ofSeconds(10);

    private final Instance<Reconciler> reconciler;
    private final Instance<Feed> feed;
    private final Instance<Engine> engine;
    private final ReconcilerConfig config;
    private final AutoscalerConfig autoscaler;
    private final AtomicBoolean untold = new AtomicBoolean();
    private final ScheduledExecutorService timer = timer("reconciler-life");
    /** Apart, as an engine takes seconds to tell what instances use. */
    private final ScheduledExecutorService measuring = timer("reconciler-measure");

    private Engine.@Nullable Watch watch;

    Life(
            Instance<Reconciler> reconciler,
            Instance<Feed> feed,
            Instance<Engine> engine,
            ReconcilerConfig config,
            AutoscalerConfig autoscaler) {
        this.reconciler = reconciler;
        this.feed = feed;
        this.engine = engine;
        this.config = config;
        this.autoscaler = autoscaler;
    }

    void start(@Observes StartupEvent event) {
        watch = engine.get().watch(this);
        every(timer, config.resync(), () -> sweep(false));
        every(timer, SOON, feed.get()::heal);
        every(timer, SOON, this::sweepUntold);
        every(measuring, autoscaler.measure(), reconciler.get()::measure);
        every(measuring, LIMITS, engine.get()::enforce);
    }

    /** Before the connection to Kafka goes, so that gateways still hear of it. */
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
        timer.shutdownNow();
        measuring.shutdownNow();
        Engine.Watch current = watch;
        if (current != null) {
            current.close();
        }
        if (config.stopInstancesOnShutdown()) {
            stopInstances();
        }
        reconciler.get().close();
    }

    @Override
    public void changed(ContainerId container) {
        reconciler.get().wake(container);
    }

    @Override
    public void corrected(ContainerId container, Correction correction) {
        reconciler.get().corrected(container, correction);
    }

    @Override
    public void missed() {
        timer.execute(quietly(() -> sweep(false)));
    }

    @Override
    public void caughtUp() {
        untold.set(true);
        timer.execute(quietly(this::sweepUntold));
    }

    @Override
    public void lost(Collection<ContainerId> containers) {
        reconciler.get().release(containers);
    }

    private void sweepUntold() {
        if (untold.get()) {
            sweep(true);
            untold.set(false);
        }
    }

    private void sweep(boolean all) {
        reconciler.get().sweep(all);
    }

    private void stopInstances() {
        try {
            reconciler.get().stopInstances();
        } catch (RuntimeException e) {
            LOG.warnf(e, "cannot end all instances");
        }
    }

    private static ScheduledExecutorService timer(String name) {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
    }

    private static void every(ScheduledExecutorService timer, Duration pause, Runnable task) {
        // it never ends, and what it throws is dealt with
        var _ = timer.scheduleWithFixedDelay(quietly(task), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A timer that meets an exception would never run again. */
    private static Runnable quietly(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.warnf("will try again: %s", e.getMessage());
            }
        };
    }
}
