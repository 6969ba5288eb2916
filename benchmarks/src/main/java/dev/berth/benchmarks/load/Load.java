package dev.berth.benchmarks.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Two ways to make load. */
public final class Load {

    /** One request and its answer; false when the answer was no success. */
    public interface Client extends AutoCloseable {
        boolean call();

        @Override
        void close();
    }

    /** What a run came to. */
    public record Run(Latencies latencies, Duration took) {
        public double perSecond() {
            return latencies.count() / (took.toNanos() / 1e9);
        }
    }

    /** So many clients, each of which asks again as soon as it has its answer: shows how much can be done at most. */
    public static Run closed(int clients, Duration time, IntFunction<? extends Client> client) {
        Latencies latencies = new Latencies();
        long start = System.nanoTime();
        long end = start + time.toNanos();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            for (int number = 0; number < clients; number++) {
                int which = number;
                threads.execute(() -> {
                    try (Client one = client.apply(which)) {
                        while (System.nanoTime() < end
                                && !Thread.currentThread().isInterrupted()) {
                            long before = System.nanoTime();
                            take(one, before, latencies);
                        }
                    }
                });
            }
        }
        return new Run(latencies, Duration.ofNanos(System.nanoTime() - start));
    }

    /**
     * So many requests a second, whether earlier ones are answered or not; the time of each counts from when it was due, so
     * that a pause is seen by all that would have come in it.
     */
    public static Run open(double perSecond, Duration time, int connections, Supplier<? extends Client> client) {
        Latencies latencies = new Latencies();
        BlockingQueue<Client> idle = new LinkedBlockingQueue<>();
        List<Client> all = new ArrayList<>();
        for (int number = 0; number < connections; number++) {
            all.add(client.get());
        }
        idle.addAll(all);
        long interval = (long) (1e9 / perSecond);
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (long due = start; due < start + time.toNanos(); due += interval) {
                waitUntil(due);
                long intended = due;
                threads.execute(() -> takeOneOf(idle, intended, latencies));
            }
        }
        all.forEach(Client::close);
        return new Run(latencies, Duration.ofNanos(System.nanoTime() - start));
    }

    private static void takeOneOf(BlockingQueue<Client> idle, long intended, Latencies latencies) {
        try {
            Client one = idle.take();
            take(one, intended, latencies);
            idle.add(one);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void take(Client client, long since, Latencies latencies) {
        boolean good = client.call();
        latencies.record(System.nanoTime() - since);
        if (!good) {
            latencies.fail();
        }
    }

    /** Sleeps to within a millisecond, and lets others run for the rest. */
    private static void waitUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private Load() {}
}
