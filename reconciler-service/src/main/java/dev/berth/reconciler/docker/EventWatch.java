package dev.berth.reconciler.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventActor;
import com.github.dockerjava.api.model.EventType;
import dev.berth.reconciler.engine.Engine;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Follows the engine's stream of events, again and again: engines restart. */
final class EventWatch implements Engine.Watch {

    private static final Logger LOG = Logger.getLogger(EventWatch.class);
    private static final String DIE = "die";
    private static final String DESTROY = "destroy";
    private static final String[] ACTIONS = {"start", DIE, DESTROY, "oom"};
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final DockerClient docker;
    private final String platform;
    private final Engine.Watcher watcher;
    private final Inspections inspections;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable Stream stream;

    EventWatch(DockerClient docker, String platform, Inspections inspections, Engine.Watcher watcher) {
        this.inspections = inspections;
        this.docker = docker;
        this.platform = platform;
        this.watcher = watcher;
        this.thread = Thread.ofVirtual().name("engine-events").start(this::follow);
    }

    @Override
    public void close() {
        closed = true;
        Stream current = stream;
        if (current != null) {
            closeQuietly(current);
        }
        thread.interrupt();
    }

    private void follow() {
        Duration pause = FIRST_PAUSE;
        while (!closed) {
            boolean wasConnected = once();
            pause = wasConnected ? FIRST_PAUSE : longer(pause);
            rest(pause);
        }
    }

    private boolean once() {
        Stream fresh = new Stream();
        stream = fresh;
        try {
            docker.eventsCmd()
                    .withEventTypeFilter(EventType.CONTAINER)
                    .withEventFilter(ACTIONS)
                    .withLabelFilter(Map.of(Labels.PLATFORM, platform))
                    .exec(fresh)
                    .awaitCompletion();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.debugf("lost the engine's events: %s", e.getMessage());
        } finally {
            closeQuietly(fresh);
        }
        return fresh.connected;
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private void rest(Duration pause) {
        if (closed) {
            return;
        }
        try {
            Thread.sleep(pause);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException | UncheckedIOException e) {
            LOG.debugf("while closing the engine's events: %s", e.getMessage());
        }
    }

    private final class Stream extends ResultCallback.Adapter<Event> {
        volatile boolean connected;

        @Override
        public void onStart(Closeable closeable) {
            super.onStart(closeable);
            connected = true;
            watcher.missed();
        }

        @Override
        public void onNext(Event event) {
            Optional<EventActor> actor = Optional.ofNullable(event.getActor());
            actor.map(EventActor::getId).ifPresent(container -> note(event, container));
            actor.map(EventActor::getAttributes).flatMap(Labels::container).ifPresent(watcher::changed);
        }

        private void note(Event event, String container) {
            if (DIE.equals(event.getAction())) {
                inspections.died(container);
            } else if (DESTROY.equals(event.getAction())) {
                inspections.forget(container);
            }
        }
    }
}
