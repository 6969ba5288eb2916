package dev.berth.benchmarks.peer;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program that a figure needs beside Berth.
 *
 * @param debianPackage where Debian and Ubuntu have it
 */
public record Tool(String name, String debianPackage) {

    private static final Path POSTGRES_VERSIONS =
            Path.of("/usr/lib/postgresql"); // Debian has its servers' programs there

    /** What to run; empty when this machine does not have it. */
    public Optional<Path> find() throws IOException {
        for (Path folder : folders()) {
            Path program = folder.resolve(name);
            if (Files.isExecutable(program)) {
                return Optional.of(program);
            }
        }
        return Optional.empty();
    }

    /** The newest version that Debian keeps beside others, then the path; haproxy is where only root looks. */
    private static List<Path> folders() throws IOException {
        Stream<Path> path = Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1))
                .map(Path::of);
        return Stream.of(postgresVersions().stream(), path, Stream.of(Path.of("/usr/sbin")))
                .flatMap(folders -> folders)
                .toList();
    }

    private static List<Path> postgresVersions() throws IOException {
        if (!Files.isDirectory(POSTGRES_VERSIONS)) {
            return List.of();
        }
        try (Stream<Path> versions = Files.list(POSTGRES_VERSIONS)) {
            return versions.sorted(Comparator.comparing(Path::getFileName).reversed())
                    .map(version -> version.resolve("bin"))
                    .toList();
        }
    }

    /** For its start; whoever gets here has looked before that it is there. */
    String program() throws IOException {
        return find().orElseThrow(() -> new IOException(howToGet())).toString();
    }

    public String howToGet() {
        return "needs %s (Debian, Ubuntu: apt-get install %s)".formatted(name, debianPackage);
    }
}
