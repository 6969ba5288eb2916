package dev.berth.benchmarks.load;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Sends things at a steady rate, and takes the time until each has arrived somewhere else. */
public final class Arrivals {

    private static final Duration STRAGGLERS = Duration.ofSeconds(5);

    private final Map<String, Long> sent = new ConcurrentHashMap<>();
    private final Map<String, Long> arrived = new ConcurrentHashMap<>();
    private final AtomicBoolean running = new AtomicBoolean(true);

    private Arrivals() {}

    /**
     * The time of each counts from the moment that {@code send} has returned; what never arrives is a failure.
     *
     * @param send sends one thing, and gives its name
     * @param receive gives the names of what has arrived meanwhile
     */
    public static Latencies measure(int perSecond, Duration time, Callable<String> send, Callable<List<String>> receive)
            throws Exception {
        Arrivals arrivals = new Arrivals();
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<?> receiving = thread.submit(() -> arrivals.receive(receive));
            try {
                arrivals.send(perSecond, time, send);
                arrivals.awaitStragglers();
            } finally {
                arrivals.running.set(false);
                receiving.get();
            }
        }
        return arrivals.latencies();
    }

    private void send(int perSecond, Duration time, Callable<String> send) throws Exception {
        long interval = 1_000_000_000L / perSecond;
        long start = System.nanoTime();
        for (long due = start; due < start + time.toNanos(); due += interval) {
            LockSupport.parkNanos(due - System.nanoTime());
            String name = send.call();
            sent.put(name, System.nanoTime());
        }
    }

    private Void receive(Callable<List<String>> receive) throws Exception {
        while (running.get()) {
            List<String> names = receive.call();
            long now = System.nanoTime();
            names.forEach(name -> arrived.putIfAbsent(name, now));
        }
        return null;
    }

    private void awaitStragglers() throws InterruptedException {
        long end = System.nanoTime() + STRAGGLERS.toNanos();
        while (!arrived.keySet().containsAll(sent.keySet()) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private Latencies latencies() {
        Latencies latencies = new Latencies();
        sent.forEach((name, since) -> {
            Long at = arrived.get(name);
            if (at == null) {
                latencies.fail();
            } else {
                latencies.record(at - since);
            }
        });
        return latencies;
    }
}
