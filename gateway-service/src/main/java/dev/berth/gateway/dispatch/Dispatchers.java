package dev.berth.gateway.dispatch;

import dev.berth.events.ContainerId;
import dev.berth.events.traffic.Demand;
import dev.berth.events.traffic.Endpoints;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The dispatchers of all containers, and the telling of their demand. */
public final class Dispatchers implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Dispatchers.class);

    private final String gateway;
    private final DemandSink sink;
    private final InstantSource clock;
    private final QueueBounds bounds;
    private final Map<ContainerId, Dispatcher> all = new ConcurrentHashMap<>();
    private final Queue<Dispatcher> changed = new ConcurrentLinkedQueue<>();
    private final Map<Dispatcher, Optional<Demand>> active = new LinkedHashMap<>(); // of the teller's thread alone
    // telling may wait for Kafka, retries must not
    private final ScheduledExecutorService teller = thread("berth-gateway-demand");
    private final ScheduledExecutorService timer = thread("berth-gateway-timer");
    private final Tidings tidings = new Told();

    /**
     * The dispatchers of a gateway.
     *
     * @param gateway its name in demands, new at each start
     * @param queueOfOne how many requests may wait for one container
     * @param queueOfAll how many requests may wait in all
     */
    public Dispatchers(String gateway, int queueOfOne, int queueOfAll, DemandSink sink, InstantSource clock) {
        this.gateway = gateway;
        this.sink = sink;
        this.clock = clock;
        this.bounds = new QueueBounds(queueOfOne, queueOfAll);
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
    }

    /** Starts to tell. Before, nothing but wake-ups is told: what is heard while catching up is history. */
    public void start() {
        long beat = Pulse.BEAT.toMillis();
        teller.execute(this::dropHistory);
        var _ = teller.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.MILLISECONDS);
    }

    private void dropHistory() {
        Dispatcher next;
        while ((next = changed.poll()) != null) {
            // somebody may wait for our word that nothing goes to a draining instance any more
            boolean awaited = next.drains() || !Pulse.over(next.demand(gateway, clock.instant()));
            if (awaited) {
                active.putIfAbsent(next, Optional.empty());
            }
        }
    }

    /** The dispatcher of a container. */
    public Dispatcher of(ContainerId container) {
        Dispatcher found = all.get(container);
        return found != null ? found : all.computeIfAbsent(container, id -> new Dispatcher(id, bounds, tidings));
    }

    /** A dispatcher of what is no container of Berth's: nobody is told of the demand for it. */
    public Dispatcher apart() {
        return new Dispatcher(new ContainerId(UUID.randomUUID()), bounds, new Untold());
    }

    /** Follows what the reconciler says of a container's instances. */
    public void follow(Endpoints endpoints) {
        of(endpoints.container()).follow(endpoints);
    }

    /** A container has no endpoints any more. */
    public void unlist(ContainerId container) {
        Dispatcher dispatcher = all.get(container);
        if (dispatcher != null) {
            dispatcher.unlistAll();
        }
    }

    /** What is known of a container has changed so that waiting for it may be of no use. */
    public void reconsider(ContainerId container, Duration after) {
        Dispatcher dispatcher = all.get(container);
        if (dispatcher == null) {
            return;
        }
        if (after.isPositive()) {
            tidings.later(dispatcher::dismissUnlessAwake, after);
        } else {
            dispatcher.dismissUnlessAwake();
        }
    }

    /** A container is gone for good. */
    public void forget(ContainerId container) {
        Dispatcher dispatcher = all.remove(container);
        if (dispatcher != null) {
            dispatcher.unlistAll();
            dispatcher.dismissUnlessAwake();
        }
    }

    /** How many requests wait. */
    public int waiting() {
        return bounds.waiting();
    }

    private void beat() {
        Dispatcher next;
        while ((next = changed.poll()) != null) {
            active.putIfAbsent(next, Optional.empty());
        }
        for (Iterator<Map.Entry<Dispatcher, Optional<Demand>>> entries =
                        active.entrySet().iterator();
                entries.hasNext(); ) {
            Map.Entry<Dispatcher, Optional<Demand>> entry = entries.next();
            Demand now = entry.getKey().demand(gateway, clock.instant());
            if (Pulse.due(entry.getValue(), now)) {
                tell(now);
                entry.setValue(Optional.of(now));
            }
            if (Pulse.over(now)) {
                entries.remove();
            }
        }
    }

    private void wakeNow(Dispatcher dispatcher) {
        Demand now = dispatcher.demand(gateway, clock.instant());
        tell(now);
        active.put(dispatcher, Optional.of(now));
    }

    private void tell(Demand demand) {
        try {
            sink.tell(demand);
        } catch (RuntimeException e) {
            LOG.warnf(e, "cannot tell the demand for container %s; it is told again", demand.container());
        }
    }

    @Override
    public void close() {
        teller.shutdown();
        timer.shutdownNow();
        try {
            if (teller.awaitTermination(2, TimeUnit.SECONDS)) {
                beat(); // the last word: nothing is under way any more
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void schedule(Runnable task, Duration delay) {
        try {
            var _ = timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed; nothing is tried again", e);
        }
    }

    private final class Told implements Tidings {

        @Override
        public void changed(Dispatcher dispatcher) {
            changed.add(dispatcher);
        }

        @Override
        public void wake(Dispatcher dispatcher) {
            try {
                teller.execute(() -> wakeNow(dispatcher));
            } catch (RejectedExecutionException e) {
                LOG.debug("closed; nobody is woken any more", e);
            }
        }

        @Override
        public void later(Runnable task, Duration delay) {
            schedule(task, delay);
        }
    }

    private final class Untold implements Tidings {

        @Override
        public void changed(Dispatcher dispatcher) {}

        @Override
        public void wake(Dispatcher dispatcher) {}

        @Override
        public void later(Runnable task, Duration delay) {
            schedule(task, delay);
        }
    }
}
