package dev.berth.benchmarks.peer;

import dev.berth.benchmarks.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A plain haproxy before one upstream: what a gateway that does nothing else can do. */
public final class Haproxy implements AutoCloseable {

    public static final Tool TOOL = new Tool("haproxy", "haproxy");

    private final Process process;
    private final Path folder;
    private final int port;

    private Haproxy(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    public static Haproxy before(String host, int upstream) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("berth-bench-haproxy");
        int port = Processes.freePort();
        Path configuration = Files.writeString(folder.resolve("haproxy.cfg"), """
                global
                  maxconn 4096
                defaults
                  mode http
                  timeout connect 5s
                  timeout client 1m
                  timeout server 1m
                  http-reuse always
                frontend in
                  bind 127.0.0.1:%d
                  default_backend out
                backend out
                  server upstream %s:%d
                """.formatted(port, host, upstream));
        Process process = Processes.start(
                new ProcessBuilder(TOOL.program(), "-db", "-f", configuration.toString()),
                folder.resolve("haproxy.log"));
        Processes.awaitPort(port, Duration.ofSeconds(10));
        return new Haproxy(process, folder, port);
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        Processes.stop(process, Duration.ofSeconds(5));
        Processes.delete(folder);
    }
}
