package dev.berth.api.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Data that exists refuses to start with a migration that is not what was applied to it. */
class MigrationsTest {

    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final Path APPLIED = Path.of("src/test/resources/migrations.sha256");

    @Test
    void migrations_stay_as_they_were_applied_and_new_ones_are_written_down() throws IOException {
        Map<String, String> applied = Files.readAllLines(APPLIED, UTF_8).stream()
                .map(line -> line.split(" +"))
                .collect(Collectors.toMap(words -> words[1], words -> words[0]));

        assertThat(versioned()).isEqualTo(new TreeMap<>(applied));
    }

    private static Map<String, String> versioned() throws IOException {
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("V"))
                    .toList();
            return names.stream()
                    .collect(Collectors.toMap(
                            Function.identity(), MigrationsTest::sha256, (one, _) -> one, TreeMap::new));
        }
    }

    private static String sha256(String name) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(MIGRATIONS.resolve(name))));
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
