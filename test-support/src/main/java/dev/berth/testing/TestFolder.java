package dev.berth.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder that is gone after its test. */
final class TestFolder {

    static Path create(String purpose) {
        try {
            return Files.createTempDirectory("berth-test-" + purpose + "-");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException _) {
            // the server was quicker in removing a file of its own
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private TestFolder() {}
}
