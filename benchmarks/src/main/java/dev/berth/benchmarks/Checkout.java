package dev.berth.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The checkout that is measured. */
public final class Checkout {

    private static final Path ROOT = root();

    public static Path file(String name) {
        return ROOT.resolve(name);
    }

    /** {@code ./berth} says where it is; from elsewhere, the nearest folder above with that script. */
    private static Path root() {
        Path start = Optional.ofNullable(System.getenv("BERTH_HOME"))
                .map(Path::of)
                .orElse(Path.of(""))
                .toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isExecutable(folder.resolve("berth"))) {
                return folder;
            }
        }
        throw new IllegalStateException("run it in a checkout of Berth: ./berth bench");
    }

    private Checkout() {}
}
