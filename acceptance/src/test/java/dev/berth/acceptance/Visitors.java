package dev.berth.acceptance;

import static java.util.Comparator.comparingLong;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Visitors of a container whose answer is the number of its revision. Each asks again soon after it was answered, on a
 * connection that it keeps.
 */
final class Visitors implements AutoCloseable {

    private static final Duration LOOKING = Duration.ofMillis(10);

    /** What a visitor got, and when, in nanoseconds of this machine. */
    record Visit(long begun, long ended, int status, String body) {

        boolean failed() {
            return status != 200 || !body.matches("\\d+");
        }

        int revision() {
            return Integer.parseInt(body);
        }
    }

    private final Queue<Visit> visits = new ConcurrentLinkedQueue<>();
    private final Queue<Visit> expected = new ConcurrentLinkedQueue<>();
    private final ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean stopped;

    Visitors(Deployed container, int number) {
        IntStream.range(0, number).forEach(_ -> visitors.execute(() -> visit(container)));
    }

    /** What such a container is configured with. */
    static Map<String, Object> answering(int revision) {
        return Map.of("environment_variables", Map.of("GREETING", Integer.toString(revision)));
    }

    private void visit(Deployed container) {
        try (HttpClient own = Deployed.client()) {
            while (!stopped) {
                long begun = System.nanoTime();
                Deployed.Answer answer = answer(container, own);
                visits.add(new Visit(begun, System.nanoTime(), answer.status(), answer.body()));
                Thread.sleep(LOOKING);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static Deployed.Answer answer(Deployed container, HttpClient own) throws InterruptedException {
        try {
            return container.ask(own, "/");
        } catch (IOException e) {
            return new Deployed.Answer(0, e.toString());
        }
    }

    /** Whoever asks from now on is to be answered by this revision, or a newer one. */
    void expect(int revision) {
        long now = System.nanoTime();
        expected.add(new Visit(now, now, 200, Integer.toString(revision)));
    }

    boolean met(int revision) {
        return visits.stream().anyMatch(visit -> !visit.failed() && visit.revision() == revision);
    }

    /** Visits without an answer, or with that of a revision that had been replaced when they began. */
    List<Visit> wrong() {
        NavigableMap<Long, Integer> newest = new TreeMap<>();
        newest.put(Long.MIN_VALUE, 0);
        List<Visit> answered = Stream.concat(visits.stream(), expected.stream())
                .filter(visit -> !visit.failed())
                .sorted(comparingLong(Visit::ended))
                .toList();
        for (Visit visit : answered) {
            newest.put(
                    visit.ended(), Math.max(visit.revision(), newest.lastEntry().getValue()));
        }
        return visits.stream()
                .filter(visit -> visit.failed()
                        || visit.revision() < newest.lowerEntry(visit.begun()).getValue())
                .toList();
    }

    /** Ends when all have their answers. */
    @Override
    public void close() {
        stopped = true;
        visitors.close();
    }
}
