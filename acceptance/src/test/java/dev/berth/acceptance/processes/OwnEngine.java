package dev.berth.acceptance.processes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A Docker daemon of the test's own, beside the machine's: what runs on that is not disturbed. */
final class OwnEngine implements AutoCloseable {

    private static final String BRIDGE = "berth-test0";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Its socket's path must be short. */
    private final Path folder = Files.createTempDirectory("engine");

    private Optional<Process> daemon = Optional.empty();

    private OwnEngine() throws IOException {}

    /** Whether this machine lets us: a daemon takes root. */
    static boolean isPossible() {
        return "root".equals(System.getProperty("user.name"))
                && Stream.of("/usr/bin/dockerd", "/usr/sbin/dockerd", "/usr/local/bin/dockerd")
                        .anyMatch(program -> Files.isExecutable(Path.of(program)));
    }

    static OwnEngine started() throws IOException {
        OwnEngine engine = new OwnEngine();
        engine.start();
        return engine;
    }

    /** As {@code DOCKER_HOST} spells it. */
    String host() {
        return "unix://" + folder.resolve("socket");
    }

    void start() throws IOException {
        ensureBridge();
        Process started = new ProcessBuilder(
                        "dockerd",
                        "--host=" + host(),
                        "--data-root=" + folder.resolve("data"),
                        "--exec-root=" + folder.resolve("exec"),
                        "--pidfile=" + folder.resolve("pid"),
                        "--bridge=" + BRIDGE)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
        daemon = Optional.of(started);
        await("the engine answers: " + folder.resolve("log")).atMost(PATIENCE).until(() -> {
            if (!started.isAlive()) {
                throw new AssertionError("dockerd ended:\n" + Files.readString(folder.resolve("log")));
            }
            return run("docker", "--host", host(), "info") == 0;
        });
    }

    /** A bridge of its own: without one, a daemon takes the machine's away. */
    private static void ensureBridge() throws IOException {
        run("ip", "link", "add", "name", BRIDGE, "type", "bridge");
        run("ip", "address", "replace", "198.18.255.1/24", "dev", BRIDGE);
        run("ip", "link", "set", BRIDGE, "up");
    }

    /** As the upgrade of an engine does: its containers end with it. */
    void stop() {
        daemon.ifPresent(running -> {
            running.destroy();
            await("the engine has ended").atMost(PATIENCE).until(() -> !running.isAlive());
        });
        daemon = Optional.empty();
    }

    /** Gives it an image of the machine's engine. */
    void copy(String image) throws IOException, InterruptedException {
        List<Process> pipe = ProcessBuilder.startPipeline(List.of(
                new ProcessBuilder("docker", "save", image).redirectError(ProcessBuilder.Redirect.INHERIT),
                new ProcessBuilder("docker", "--host", host(), "load").redirectErrorStream(true)));
        String said = new String(pipe.getLast().getInputStream().readAllBytes(), UTF_8);
        if (pipe.getLast().waitFor() != 0) {
            throw new AssertionError("cannot copy " + image + ": " + said);
        }
    }

    @Override
    public void close() throws IOException {
        stop();
        run("ip", "link", "delete", BRIDGE);
        run("rm", "-rf", folder.toString());
    }

    private static int run(String... command) throws IOException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted: " + String.join(" ", command), e);
        }
    }
}
