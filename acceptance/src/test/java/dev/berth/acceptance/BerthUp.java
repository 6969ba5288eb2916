package dev.berth.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.berth.embedded.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** {@code ./berth up} with a folder and ports of its own, as if it were typed at a terminal of its own. */
final class BerthUp implements AutoCloseable {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    /** It may build, and it rehearses; on a busy machine that takes its time. */
    private static final Duration LONGEST_START = Duration.ofMinutes(10);

    private static final long LONGEST_STOP_SECONDS = 120;

    private final Path folder;
    private final Map<String, String> environment;
    private Process process;

    private BerthUp(Path folder, Map<String, String> environment) throws IOException {
        this.folder = folder;
        this.environment = environment;
        this.process = launch(output(), environment);
    }

    static BerthUp start(Path folder) throws IOException {
        Map<String, String> environment = new TreeMap<>();
        environment.put("BERTH_DATA", folder.resolve("data").toString());
        environment.put("BERTH_API_PORT", Integer.toString(Ports.free()));
        environment.put("BERTH_GATEWAY_PORT", Integer.toString(Ports.free()));
        environment.put("BERTH_GATEWAY_TLS_PORT", Integer.toString(Ports.free()));
        return start(folder, environment);
    }

    static BerthUp start(Path folder, Map<String, String> environment) throws IOException {
        return new BerthUp(folder, environment);
    }

    /** Once more, on the same data, from a shell that has read the credentials file, as the quick start has it. */
    void startAgain() throws IOException {
        Map<String, String> shell = new TreeMap<>(credentials());
        shell.putAll(environment);
        process = launch(output(), shell);
    }

    private static Process launch(Path output, Map<String, String> environment) throws IOException {
        // who starts the tests in the background may have them ignore Ctrl-C, and with them all that they start
        ProcessBuilder builder = new ProcessBuilder(
                        "setsid",
                        "--",
                        "env",
                        "--default-signal=INT",
                        ROOT.resolve("berth").toString(),
                        "up")
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private Path output() {
        return folder.resolve("terminal");
    }

    Path data() {
        return Path.of(environment.getOrDefault("BERTH_DATA", ""));
    }

    Map<String, String> environment() {
        return environment;
    }

    void awaitUp() {
        Awaitility.await("berth up: " + output()).atMost(LONGEST_START).until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("./berth up ended:\n" + terminal());
            }
            return terminal().contains("Ctrl-C stops everything");
        });
    }

    /** All that it has said. */
    String terminal() throws IOException {
        return Files.readString(output());
    }

    int awaitEnd() throws InterruptedException, IOException {
        if (!process.waitFor(LONGEST_STOP_SECONDS, SECONDS)) {
            throw new AssertionError("./berth up did not end:\n" + terminal());
        }
        return process.exitValue();
    }

    /** Ctrl-C: the signal that a terminal sends to all processes of its foreground group. */
    void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", "--", "-" + process.pid()).start().waitFor();
        awaitEnd();
    }

    /** Ends it without a word, as a power cut does. */
    void kill() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-KILL", "--", "-" + process.pid()).start().waitFor();
        awaitEnd();
    }

    String credential(String name) throws IOException {
        return credentials().getOrDefault(name, "");
    }

    /** What a shell knows that has read the credentials file. */
    Map<String, String> credentials() throws IOException {
        return Files.readAllLines(data().resolve("credentials.env")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    /** What a shell prints that runs this text in the folder of the README, with this Berth's data in the place of .berth. */
    String shell(String script) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        "timeout", "300", "bash", "-euo", "pipefail", "-c", script.replace(".berth/", data() + "/"))
                .directory(ROOT.toFile())
                .redirectErrorStream(true);
        builder.environment().put("BERTH_DATA", data().toString());
        Process shell = builder.start();
        String said = new String(shell.getInputStream().readAllBytes(), UTF_8);
        if (shell.waitFor() != 0) {
            throw new AssertionError("exit code " + shell.exitValue() + " of:\n" + script + "\nit said:\n" + said);
        }
        return said.strip();
    }

    /** Processes that have this Berth's folder in their command. */
    List<String> processes() {
        return ProcessHandle.allProcesses()
                .map(handle -> handle.info().commandLine().orElse(""))
                .filter(command -> command.contains(data().toString()))
                .toList();
    }

    /** Containers of this Berth, running or not. */
    String containers() throws IOException, InterruptedException {
        return shell("docker ps --all --quiet --filter label=dev.berth.platform=" + credential("BERTH_PLATFORM_ID"));
    }

    /** Networks of this Berth. */
    String networks() throws IOException, InterruptedException {
        return shell("docker network ls --quiet --filter label=dev.berth.platform=" + credential("BERTH_PLATFORM_ID"));
    }

    @Override
    public void close() throws IOException {
        try {
            if (process.isAlive()) {
                interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
