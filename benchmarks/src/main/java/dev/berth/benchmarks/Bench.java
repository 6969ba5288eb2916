package dev.berth.benchmarks;

import dev.berth.benchmarks.figure.ClusterCrowd;
import dev.berth.benchmarks.figure.ClusterPath;
import dev.berth.benchmarks.figure.ClusterRestart;
import dev.berth.benchmarks.figure.ColdStart;
import dev.berth.benchmarks.figure.CommitToConsumer;
import dev.berth.benchmarks.figure.Creates;
import dev.berth.benchmarks.figure.Crowd;
import dev.berth.benchmarks.figure.GatewayDelay;
import dev.berth.benchmarks.figure.GatewayThroughput;
import dev.berth.benchmarks.figure.IdleCpu;
import dev.berth.benchmarks.figure.NewRevision;
import dev.berth.benchmarks.figure.OneCreate;
import dev.berth.benchmarks.figure.Rebuild;
import dev.berth.benchmarks.figure.RelayBurst;
import dev.berth.benchmarks.figure.SleepingMemory;
import dev.berth.benchmarks.figure.Start;
import dev.berth.benchmarks.figure.TokenCheck;
import dev.berth.benchmarks.peer.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code ./berth bench [name...]}: measures, prints a table, and writes {@code benchmarks/target/bench.json}. */
public final class Bench {

    private static final Path OUTPUT = Checkout.file("benchmarks/target/bench.json");

    /** For {@code docs/performance.md}. */
    private static final Path TABLE = Checkout.file("benchmarks/target/bench.md");

    private static final List<Figure> ALL = List.of(
            new Creates(),
            new OneCreate(),
            new CommitToConsumer(),
            new RelayBurst(),
            new IdleCpu(),
            new GatewayThroughput(),
            new GatewayDelay(),
            new TokenCheck(),
            new ColdStart(),
            new NewRevision(),
            new Crowd(),
            new Rebuild(),
            new Start(),
            new SleepingMemory(),
            new ClusterPath(),
            new ClusterCrowd(),
            new ClusterRestart());

    /** Exits with 1 when a bar was not met, and with 2 when it was called wrongly. */
    public static void main(String[] names) throws IOException, InterruptedException {
        List<Figure> chosen = choose(List.of(names));
        if (chosen.isEmpty()) {
            System.err.println(
                    "there are these figures: " + ALL.stream().map(Figure::name).toList());
            System.exit(2);
        }
        Berth.prepare();
        List<Result> results = new ArrayList<>();
        for (Figure figure : chosen) {
            System.err.printf(
                    Locale.ROOT,
                    "bench: %s (at most %d s)%n",
                    figure.name(),
                    figure.limit().toSeconds());
            long start = System.nanoTime();
            List<Result> measured = measure(figure);
            System.err.print(Report.lines(measured));
            System.err.printf(
                    Locale.ROOT,
                    "  (%d s)%n",
                    Duration.ofNanos(System.nanoTime() - start).toSeconds());
            results.addAll(measured);
            Files.createDirectories(OUTPUT.getParent());
            Files.writeString(OUTPUT, Report.json(results));
            Files.writeString(TABLE, Report.table(results));
        }
        System.out.println(Report.table(results));
        System.exit(results.stream().allMatch(Result::met) ? 0 : 1);
    }

    private static List<Figure> choose(List<String> names) {
        boolean known = names.stream()
                .allMatch(name -> ALL.stream().anyMatch(figure -> figure.name().equals(name)));
        return known
                ? ALL.stream()
                        .filter(figure -> names.isEmpty() || names.contains(figure.name()))
                        .toList()
                : List.of();
    }

    private static List<Result> measure(Figure figure) {
        try {
            for (Tool tool : figure.needs()) {
                if (tool.find().isEmpty()) {
                    return List.of(Result.failed(figure.name(), "did not run: " + tool.howToGet()));
                }
            }
            return within(figure.limit(), figure::measure);
        } catch (TimeoutException e) {
            return List.of(Result.failed(figure.name(), "did not end within " + figure.limit()));
        } catch (Exception e) {
            e.printStackTrace();
            return List.of(Result.failed(figure.name(), String.valueOf(e.getMessage())));
        }
    }

    private static <T> T within(Duration limit, Callable<T> work) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<T> result = thread.submit(work);
        try {
            return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            result.cancel(true);
            thread.shutdownNow();
            thread.awaitTermination(1, TimeUnit.MINUTES); // what it started must be gone before the next begins
        }
    }

    private Bench() {}
}
