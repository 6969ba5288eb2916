package dev.berth.standalone;

import dev.berth.embedded.Detached;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The engine that runs the containers: one that answers already, or else one that this process starts, after having
 * installed it where that is possible. Only the latter is stopped again.
 */
final class ContainerEngine implements AutoCloseable {

    private static final Duration START_WITHIN = Duration.ofSeconds(60);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(30);
    private static final List<String> PACKAGES = List.of("docker.io", "iptables");

    private final EngineAddress address;
    private final Optional<Process> own;

    private ContainerEngine(EngineAddress address, Optional<Process> own) {
        this.address = address;
        this.own = own;
    }

    /** As {@code DOCKER_HOST} spells it. */
    String host() {
        return address.host();
    }

    boolean isOwn() {
        return own.isPresent();
    }

    static ContainerEngine find(Map<String, String> environment, Path data, Progress progress) throws IOException {
        List<EngineAddress> candidates = EngineAddress.candidates(environment);
        Optional<ContainerEngine> found = running(candidates);
        if (found.isPresent()) {
            return found.get();
        }
        if (!environment.getOrDefault("DOCKER_HOST", "").isBlank()) {
            throw new Trouble("no container engine answers at DOCKER_HOST="
                    + candidates.getFirst().host() + "; start it, or unset DOCKER_HOST so that Berth looks for one");
        }
        if (!mayStartOne()) {
            throw new Trouble("no container engine answers (looked at "
                    + String.join(
                            ", ", candidates.stream().map(EngineAddress::host).toList())
                    + "); start Docker or Podman, name one by DOCKER_HOST, or run as root on Debian or Ubuntu, where"
                    + " Berth installs and starts one itself");
        }
        if (executable("dockerd").isEmpty() || executable("iptables").isEmpty()) {
            install(data, progress);
        }
        Optional<ContainerEngine> startedByInstallation = running(candidates);
        return startedByInstallation.isPresent() ? startedByInstallation.get() : start(data);
    }

    private static Optional<ContainerEngine> running(List<EngineAddress> candidates) {
        return candidates.stream()
                .filter(EngineAddress::answers)
                .findFirst()
                .map(address -> new ContainerEngine(address, Optional.empty()));
    }

    private static boolean mayStartOne() {
        boolean root = "root".equals(System.getProperty("user.name"));
        return root
                && (executable("dockerd").isPresent() || executable("apt-get").isPresent());
    }

    private static void install(Path data, Progress progress) throws IOException {
        Path log = data.resolve("install.log");
        long begun = System.nanoTime();
        List<String> install = new ArrayList<>(List.of("apt-get", "install", "-y", "--no-install-recommends"));
        install.addAll(PACKAGES);
        if (run(install, log) != 0) {
            run(List.of("apt-get", "update"), log);
            if (run(install, log) != 0) {
                throw new Trouble("no container engine runs here, and installing " + String.join(" and ", PACKAGES)
                        + " failed: " + lastLine(log) + " (all of it in " + log + ")");
            }
        }
        progress.done("installed " + String.join(" and ", PACKAGES), begun);
    }

    private static int run(List<String> command, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        return ended(builder.start(), Duration.ofMinutes(10));
    }

    private static ContainerEngine start(Path data) throws IOException {
        Path log = data.resolve("dockerd.log");
        Process process = Detached.process(List.of("dockerd"))
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(log.toFile())
                .start();
        ContainerEngine engine = new ContainerEngine(EngineAddress.DEFAULT, Optional.of(process));
        long deadline = System.nanoTime() + START_WITHIN.toNanos();
        while (!EngineAddress.DEFAULT.answers()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                engine.close();
                throw new Trouble(
                        "the container engine did not start: " + lastLine(log) + " (all of it in " + log + ")");
            }
            pause();
        }
        return engine;
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Trouble("interrupted while the container engine starts", interrupted);
        }
    }

    private static String lastLine(Path log) throws IOException {
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        return lines.isEmpty() ? "it said nothing" : lines.getLast().strip();
    }

    private static int ended(Process process, Duration within) {
        try {
            if (process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
            process.destroyForcibly();
            return -1;
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new Trouble("interrupted while waiting for process " + process.pid(), interrupted);
        }
    }

    private static Optional<Path> executable(String name) {
        String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin";
        for (String folder : path.split(":", -1)) {
            Path candidate = Path.of(folder, name);
            if (!folder.isEmpty() && Files.isExecutable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        own.ifPresent(process -> {
            process.destroy();
            int _ = ended(process, STOP_WITHIN);
        });
    }
}
