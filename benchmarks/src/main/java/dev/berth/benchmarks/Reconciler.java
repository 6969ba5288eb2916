package dev.berth.benchmarks;

import dev.berth.benchmarks.load.HttpConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A reconciler as a process of its own, beside a Berth that has none. */
public final class Reconciler implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final String HELD = "berth_reconciler_held ";

    /** What a machine of 600 MiB leaves for the heap, when the JVM itself takes some 200. */
    private static final String HEAP = "-Xmx384m";

    private final Berth berth;
    private final Map<String, String> settings;
    private final int port;
    private Process process;

    private Reconciler(Berth berth, Map<String, String> settings, int port, Process process) {
        this.berth = berth;
        this.settings = settings;
        this.port = port;
        this.process = process;
    }

    /**
     * Starts one.
     *
     * @param settings of its own, as environment variables, where it shall do what Berth itself does not
     */
    public static Reconciler beside(Berth berth, Map<String, String> settings)
            throws IOException, InterruptedException {
        int port = Processes.freePort();
        Reconciler started = new Reconciler(berth, settings, port, launch(berth, settings, port));
        Processes.awaitPort(port, START);
        return started;
    }

    private static Process launch(Berth berth, Map<String, String> settings, int port) throws IOException {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-jar",
                Checkout.file("reconciler-service/target/quarkus-app/quarkus-run.jar")
                        .toString());
        command.environment().putAll(berth.ofService());
        command.environment().putAll(settings);
        Path logs = Files.createDirectories(Checkout.file("benchmarks/target/logs"));
        return Processes.start(command, logs.resolve(berth.platform() + "-reconciler.log"));
    }

    /** Stops it, starts it anew, and says how long it took until it had compared so many containers. */
    public Duration restart(long containers) throws IOException, InterruptedException {
        close();
        long start = System.nanoTime();
        process = launch(berth, settings, port);
        Processes.awaitPort(port, START);
        Processes.await(containers + " containers to be compared", Duration.ofMinutes(5), () -> held() >= containers);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private long held() {
        try (HttpConnection connection = HttpConnection.toPort("127.0.0.1", port)) {
            return connection
                    .exchange(HttpConnection.request("GET", "/q/metrics", "127.0.0.1", ""))
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(HELD))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(HELD.length())))
                    .sum();
        } catch (UncheckedIOException _) {
            return 0; // not yet
        }
    }

    /** CPU time that Java has taken so far to compile what is hot. */
    public Duration compiling() {
        return Processes.compiling(process.toHandle());
    }

    /** What it takes of the machine's memory. */
    public double mebibytes() {
        return Processes.residentMebibytes(List.of(process.toHandle()));
    }

    /** What it uses of its heap, once what it uses no more was collected. */
    public double usedMebibytes() throws IOException, InterruptedException {
        jcmd("GC.run");
        TimeUnit.SECONDS.sleep(1);
        return jcmd("GC.heap_info")
                        .lines()
                        .filter(line -> line.contains(" total ") && line.contains(" used "))
                        .mapToLong(line -> Long.parseLong(line.replaceAll(".* used (\\d+)K.*", "$1")))
                        .sum()
                / 1024.0;
    }

    private String jcmd(String question) throws IOException, InterruptedException {
        return Processes.run(
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        question),
                Duration.ofSeconds(30));
    }

    @Override
    public void close() {
        Processes.stop(process, Duration.ofSeconds(30));
    }
}
