package dev.berth.reconciler.container;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs looks: one at a time for each key, several keys at once, again after trouble with growing pauses. A key in
 * trouble holds up no other.
 */
final class Loop<K> implements AutoCloseable {

    /** What to do about a look that failed. */
    interface Trouble<K> {
        void met(K key, int times, Duration pause, Throwable cause);
    }

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Function<K, Optional<Instant>> look;
    private final Trouble<K> trouble;
    private final InstantSource clock;
    private final Semaphore places;
    private final Map<K, Lane> lanes = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("reconciler-timer").factory());
    private volatile boolean closed;

    /**
     * @param look answers when it wants to look again, should nothing wake it before
     * @param parallel how many keys are looked at at once
     */
    Loop(Function<K, Optional<Instant>> look, Trouble<K> trouble, InstantSource clock, int parallel) {
        this.look = look;
        this.trouble = trouble;
        this.clock = clock;
        this.places = new Semaphore(parallel);
    }

    /** Looks at the key as soon as possible, and once more if it is being looked at just now. */
    void wake(K key) {
        if (!closed) {
            lanes.computeIfAbsent(key, Lane::new).wake();
        }
    }

    /** Forgets the key, and waits until a look that is under way has ended. */
    void drop(K key) {
        Lane lane = lanes.remove(key);
        if (lane != null) {
            lane.drop();
        }
    }

    /** How many keys are known. */
    int size() {
        return lanes.size();
    }

    @Override
    public void close() {
        closed = true;
        lanes.keySet().forEach(this::drop);
        timer.shutdownNow();
    }

    private final class Lane {
        private final K key;
        private boolean running;
        private boolean again;
        private boolean dropped;
        private int failures;
        private @Nullable ScheduledFuture<?> next;

        Lane(K key) {
            this.key = key;
        }

        synchronized void wake() {
            if (dropped) {
                return;
            }
            if (running) {
                again = true;
                return;
            }
            running = true;
            Thread.ofVirtual().name("look-" + key).start(this::run);
        }

        synchronized void drop() {
            dropped = true;
            cancel();
            while (running) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }

        private void run() {
            boolean more = true;
            while (more) {
                Optional<Instant> lookAgain = once();
                more = finish(lookAgain);
            }
        }

        private Optional<Instant> once() {
            places.acquireUninterruptibly();
            try {
                if (isOver()) {
                    return Optional.empty();
                }
                Optional<Instant> lookAgain = look.apply(key);
                failures = 0;
                return lookAgain;
            } catch (RuntimeException | Error e) {
                Duration pause = pause(++failures);
                trouble.met(key, failures, pause, e);
                return Optional.of(clock.instant().plus(pause));
            } finally {
                places.release();
            }
        }

        /** Whoever ends the loop waits for looks under way, and not for those that many others are before. */
        private synchronized boolean isOver() {
            return dropped || closed;
        }

        /** Whether to go on at once. */
        private synchronized boolean finish(Optional<Instant> lookAgain) {
            cancel();
            if (again && !dropped && failures == 0) {
                again = false;
                return true;
            }
            again = false;
            running = false;
            notifyAll();
            if (!dropped) {
                lookAgain.ifPresent(this::schedule);
            }
            return false;
        }

        private void schedule(Instant at) {
            if (closed) {
                return;
            }
            long delay = Math.max(1, Duration.between(clock.instant(), at).toMillis() + 1);
            next = timer.schedule(this::wake, delay, TimeUnit.MILLISECONDS);
        }

        private void cancel() {
            Future<?> earlier = next;
            if (earlier != null) {
                earlier.cancel(false);
            }
        }
    }

    /** Twice as long each time, a half of it by chance, so that many in the same trouble do not come back together. */
    static Duration pause(int failures) {
        long longest = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(failures - 1, 16));
        return Duration.ofMillis(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
    }
}
