package dev.berth.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Starts other programs, watches what they take of the machine, and leaves none behind. */
public final class Processes {

    private static final double TICKS_PER_SECOND = 100; // USER_HZ: fixed in Linux's interface, whatever the kernel uses

    public static Process start(ProcessBuilder builder, Path log) throws IOException {
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return process;
    }

    /** Runs a program to its end, and gives its output. */
    public static String run(ProcessBuilder builder, Duration limit) throws IOException, InterruptedException {
        Path log = Files.createTempFile("berth-bench", ".log");
        Process process = start(builder, log);
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(builder.command().getFirst() + " did not end within " + limit);
            }
            String output = Files.readString(log);
            if (process.exitValue() != 0) {
                throw new IOException(builder.command().getFirst() + " failed: " + output);
            }
            return output;
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(log);
        }
    }

    /** Asks it to end, makes it end, and ends what it has left behind. */
    public static void stop(Process process, Duration patience) {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        started.forEach(ProcessHandle::destroy);
    }

    /** A port that nobody listens on, below those that systems give to outgoing connections. */
    public static int freePort() throws IOException {
        for (int port : ThreadLocalRandom.current().ints(1_000, 15_000, 32_768).toArray()) {
            if (!listens(port)) {
                return port;
            }
        }
        throw new IOException("no port between 15000 and 32768 is free");
    }

    public static void awaitPort(int port, Duration patience) throws InterruptedException {
        await("port " + port, patience, () -> listens(port));
    }

    /** Waits for a condition, looking every few milliseconds. */
    public static void await(String what, Duration patience, BooleanSupplier condition) throws InterruptedException {
        await(what, patience, Duration.ofMillis(5), condition);
    }

    /** Waits for a condition, looking no more often than that: each look is work for what is measured. */
    public static void await(String what, Duration patience, Duration pause, BooleanSupplier condition)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("waited " + patience.toSeconds() + " s in vain for " + what);
            }
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** CPU time that the processes have taken so far, with those of their children that have ended. */
    public static Duration cpu(List<ProcessHandle> processes) {
        return processes.stream().map(Processes::cpu).reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration cpu(ProcessHandle process) {
        String[] fields = afterName(read("/proc/" + process.pid() + "/stat")).split(" ", -1);
        long ticks = Arrays.stream(fields, 11, 15).mapToLong(Long::parseLong).sum(); // utime, stime, cutime, cstime
        return ofTicks(ticks);
    }

    /** CPU time that a Java virtual machine has taken so far to compile what is hot. */
    static Duration compiling(ProcessHandle jvm) {
        return cpuOfThreads(jvm, "C2 Compiler");
    }

    /** CPU time that those threads of a process have taken so far whose names begin like this, as far as they still are. */
    private static Duration cpuOfThreads(ProcessHandle process, String names) {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
            long ticks = threads.filter(thread -> read(thread + "/comm").startsWith(names))
                    .map(thread -> afterName(read(thread + "/stat")).split(" ", -1))
                    .flatMap(fields -> Arrays.stream(fields, 11, 13)) // utime, stime
                    .mapToLong(Long::parseLong)
                    .sum();
            return ofTicks(ticks);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Duration ofTicks(long ticks) {
        return Duration.ofNanos((long) (ticks / TICKS_PER_SECOND * 1e9));
    }

    /** The second field is the program's name in brackets, and may hold blanks. */
    private static String afterName(String stat) {
        return stat.substring(stat.lastIndexOf(')') + 2);
    }

    /** Memory of the processes, MiB; what several share counts once. */
    public static double residentMebibytes(List<ProcessHandle> processes) {
        return processes.stream().mapToLong(Processes::proportionalKibibytes).sum() / 1024.0;
    }

    private static long proportionalKibibytes(ProcessHandle process) {
        return read("/proc/" + process.pid() + "/smaps_rollup")
                .lines()
                .filter(line -> line.startsWith("Pss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            return file.endsWith("stat") ? ") " + "0 ".repeat(50) : ""; // it has ended
        }
    }

    public static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Processes() {}
}
