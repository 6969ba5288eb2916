package dev.berth.gateway.dispatch;

import dev.berth.events.ContainerId;
import dev.berth.events.traffic.Demand;
import dev.berth.events.traffic.Endpoints;
import dev.berth.events.traffic.Endpoints.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Gives the requests to one container to its instances, the least busy first, and lets them wait where none is free.
 * Its lock is held for a few instructions and never while a waiter is told, so event loops may take it.
 */
public final class Dispatcher {

    private static final Admission.Full FULL = new Admission.Full();
    private static final Admission.Queued QUEUED = new Admission.Queued(false);
    private static final Admission.Queued ASLEEP = new Admission.Queued(true);

    private final ContainerId container;
    private final QueueBounds bounds;
    private final Tidings tidings;
    private final Object lock = new Object();
    private final Set<Waiter> queue = new LinkedHashSet<>();
    private final List<Slot> slots = new ArrayList<>();
    private long generation;
    private int concurrency;
    private volatile @Nullable Duration timeout;
    private long requests;
    private long lastRequestMillis;
    private int turn;
    private boolean touched;

    Dispatcher(ContainerId container, QueueBounds bounds, Tidings tidings) {
        this.container = container;
        this.bounds = bounds;
        this.tidings = tidings;
    }

    public ContainerId container() {
        return container;
    }

    /** What the deployment that serves says of the length of requests; empty while nobody has told. */
    public Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }

    /** A new request asks for an instance. */
    public Admission ask(Waiter waiter) {
        Admission admission;
        synchronized (lock) {
            requests++;
            admission = seek(waiter);
        }
        if (admission instanceof Admission.Queued(boolean asleep) && asleep) {
            tidings.wake(this);
        }
        return admission;
    }

    /** A request whose instance did not take it asks for another. */
    public Admission askAgain(Waiter waiter) {
        synchronized (lock) {
            return seek(waiter);
        }
    }

    private Admission seek(Waiter waiter) {
        lastRequestMillis = System.currentTimeMillis();
        touch();
        Slot slot = queue.isEmpty() ? leastBusy() : null;
        if (slot != null) {
            slot.enter();
            return slot;
        }
        if (!bounds.enter(queue.size())) {
            return FULL;
        }
        queue.add(waiter);
        return slots.stream().anyMatch(Slot::ready) ? QUEUED : ASLEEP;
    }

    private @Nullable Slot leastBusy() {
        long now = System.nanoTime();
        int count = slots.size();
        Slot best = null;
        // equally busy instances take turns
        turn = turn + 1 < count ? turn + 1 : 0;
        for (int i = 0; i < count; i++) {
            Slot slot = slots.get((turn + i) % count);
            if (slot.free(concurrency, now) && (best == null || slot.inFlight() < best.inFlight())) {
                best = slot;
            }
        }
        return best;
    }

    /** Somebody wants the container, but does not wait for it. */
    public void wake() {
        synchronized (lock) {
            requests++;
            lastRequestMillis = System.currentTimeMillis();
            touch();
        }
        tidings.wake(this);
    }

    /** Whether an instance takes requests, be it free or busy. */
    public boolean awake() {
        synchronized (lock) {
            return slots.stream().anyMatch(Slot::ready);
        }
    }

    /** A request is done with its instance, which had answered or not. */
    public void release(Slot slot, boolean answered) {
        List<Grant> grants;
        synchronized (lock) {
            slot.leave();
            if (answered) {
                slot.answered();
            }
            if (slot.finished()) {
                slots.remove(slot);
            }
            lastRequestMillis = System.currentTimeMillis();
            touch();
            grants = grants();
        }
        tell(grants);
    }

    /** A request could not connect to its instance, which gets no others for a moment. */
    public void unreachable(Slot slot) {
        long pause;
        synchronized (lock) {
            pause = slot.pause(System.nanoTime());
        }
        tidings.later(this::retry, Duration.ofNanos(pause));
        release(slot, false);
    }

    private void retry() {
        List<Grant> grants;
        synchronized (lock) {
            grants = grants();
        }
        tell(grants);
    }

    /** A request waits no more; whether it had still been waiting. */
    public boolean leave(Waiter waiter) {
        synchronized (lock) {
            boolean waited = queue.remove(waiter);
            if (waited) {
                bounds.leave();
                touch();
            }
            return waited;
        }
    }

    /** Sends all that wait to look again, as no instance is ready and none may come. */
    void dismissUnlessAwake() {
        List<Waiter> dismissed;
        synchronized (lock) {
            if (slots.stream().anyMatch(Slot::ready)) {
                return;
            }
            dismissed = List.copyOf(queue);
            dismissed.forEach(_ -> bounds.leave());
            queue.clear();
            touch();
        }
        dismissed.forEach(Waiter::dismissed);
    }

    /** Follows what the reconciler says of the instances. */
    void follow(Endpoints endpoints) {
        List<Grant> grants;
        synchronized (lock) {
            generation = endpoints.generation();
            concurrency = endpoints.concurrency();
            timeout = endpoints.timeout();
            list(endpoints.instances());
            touch();
            grants = grants();
        }
        tell(grants);
    }

    /** Its instances are these, whoever says so, and each takes any number of requests at once. */
    public void serve(List<Instance> instances) {
        List<Grant> grants;
        synchronized (lock) {
            list(instances);
            grants = grants();
        }
        tell(grants);
    }

    /** The container has no endpoints any more. */
    void unlistAll() {
        synchronized (lock) {
            list(List.of());
            touch();
        }
    }

    private void list(List<Instance> instances) {
        for (Iterator<Slot> all = slots.iterator(); all.hasNext(); ) {
            Slot slot = all.next();
            if (instances.stream().noneMatch(slot::is)) {
                slot.unlist();
                if (slot.finished()) {
                    all.remove();
                }
            }
        }
        for (Instance instance : instances) {
            slots.stream()
                    .filter(slot -> slot.is(instance))
                    .findFirst()
                    .ifPresentOrElse(slot -> slot.follow(instance.state()), () -> slots.add(new Slot(instance)));
        }
    }

    private List<Grant> grants() {
        if (queue.isEmpty()) {
            return List.of();
        }
        List<Grant> grants = new ArrayList<>();
        for (Iterator<Waiter> waiting = queue.iterator(); waiting.hasNext(); ) {
            Slot slot = leastBusy();
            if (slot == null) {
                break;
            }
            slot.enter();
            grants.add(new Grant(waiting.next(), slot));
            waiting.remove();
            bounds.leave();
        }
        return grants;
    }

    private static void tell(List<Grant> grants) {
        for (Grant grant : grants) {
            grant.waiter().admitted(grant.slot());
        }
    }

    /** What this gateway wants of the container just now. */
    Demand demand(String gateway, Instant now) {
        synchronized (lock) {
            touched = false;
            Map<String, Integer> inFlight = new TreeMap<>();
            for (Slot slot : slots) {
                if (slot.inFlight() > 0) {
                    inFlight.merge(slot.instance().id(), slot.inFlight(), Integer::sum);
                }
            }
            return new Demand(
                    gateway,
                    container,
                    generation,
                    queue.size(),
                    inFlight,
                    requests,
                    now,
                    Instant.ofEpochMilli(lastRequestMillis));
        }
    }

    boolean drains() {
        synchronized (lock) {
            return slots.stream().anyMatch(Slot::draining);
        }
    }

    private void touch() {
        if (!touched) {
            touched = true;
            tidings.changed(this);
        }
    }

    private record Grant(Waiter waiter, Slot slot) {}
}
