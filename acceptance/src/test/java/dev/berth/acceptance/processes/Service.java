package dev.berth.acceptance.processes;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One of Berth's services as a process of its own, which can be killed at any moment and started again. */
final class Service implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    private final String name;
    private final Path jar;
    private final int httpPort;
    private final Map<String, String> environment;
    private final Path log;
    private Optional<Process> process = Optional.empty();

    Service(String name, Path jar, int httpPort, Map<String, String> environment, Path logs) {
        this.name = name;
        this.jar = jar;
        this.httpPort = httpPort;
        this.environment = environment;
        this.log = logs.resolve(name + ".log");
    }

    String name() {
        return name;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + httpPort + path);
    }

    void start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx320m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + httpPort,
                "-jar",
                jar.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        process = Optional.of(builder.start());
    }

    void awaitReady() {
        await(name + " is ready (its log: " + log + ")")
                .atMost(READY_WITHIN)
                .pollInterval(Duration.ofMillis(100))
                .until(this::isReady);
    }

    /** As a crash of the machine would: no time to say good-bye. */
    void kill() {
        process.ifPresent(running -> {
            running.destroyForcibly();
            await(name + " is gone").atMost(READY_WITHIN).until(() -> !running.isAlive());
        });
        process = Optional.empty();
    }

    @Override
    public void close() {
        process.ifPresent(running -> {
            running.destroy();
            await(name + " has ended").atMost(Duration.ofSeconds(30)).until(() -> !running.isAlive());
        });
        process = Optional.empty();
    }

    private boolean isReady() throws InterruptedException {
        Process running = process.orElseThrow();
        if (!running.isAlive()) {
            throw new IllegalStateException(name + " ended with " + running.exitValue() + "; its log: " + log);
        }
        try {
            HttpRequest ask = HttpRequest.newBuilder(uri("/q/health/ready"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return HTTP.send(ask, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false; // not listening yet
        }
    }
}
