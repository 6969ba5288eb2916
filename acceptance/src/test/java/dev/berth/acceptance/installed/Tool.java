package dev.berth.acceptance.installed;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.berth.acceptance.Programs;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A program of others that a test drives: the machine's own, or one built of its sources once a machine. */
enum Tool {
    COMPOSE("docker-compose", "compose", "github.com/docker/compose/v2/cmd"),
    HELM("helm", "helm", "helm.sh/helm/v3/cmd/helm");

    private final String program;
    private final String module;
    private final String source;

    Tool(String program, String module, String source) {
        this.program = program;
        this.module = module;
        this.source = source;
    }

    /** Where it is; the test that asks is not run where it cannot be had. */
    Path path(String test) throws IOException, InterruptedException {
        Optional<Path> there = Programs.onPath(program);
        if (there.isPresent()) {
            return there.get();
        }
        Path cache = cache();
        Path built = cache.resolve(program);
        try (FileChannel channel = FileChannel.open(
                        cache.resolve(module + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            return Files.isRegularFile(built) ? built : build(test, cache, built);
        }
    }

    private Path build(String test, Path cache, Path built) throws IOException, InterruptedException {
        if (Programs.onPath("go").isEmpty()) {
            return abort("%s: this machine has neither %s nor go to build it with".formatted(test, program));
        }
        Path folder =
                Files.createDirectories(cache.resolve(module + ".build")); // a program may be called like its module
        Files.copy(
                Command.ROOT.resolve("acceptance/tools").resolve(module).resolve("go.mod"),
                folder.resolve("go.mod"),
                StandardCopyOption.REPLACE_EXISTING);
        Command.Outcome outcome = Command.in(folder)
                .with("GOFLAGS", "-mod=mod")
                .with("CGO_ENABLED", "0")
                .outcome("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", program + ".unfinished", source);
        if (outcome.exit() != 0) {
            return abort("%s: %s cannot be built here: %s".formatted(test, program, lastLine(outcome.said())));
        }
        return Files.move(folder.resolve(program + ".unfinished"), built, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String lastLine(String text) {
        return text.strip().lines().reduce((_, last) -> last).orElse("");
    }

    private static Path cache() throws IOException {
        String configured = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path home = configured.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(configured);
        return Files.createDirectories(home.resolve("berth/tools"));
    }
}
