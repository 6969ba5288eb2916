package dev.berth.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a started Berth has written down for its clients. */
public record Credentials(Map<String, String> values) {

    static Credentials read(Path file) {
        Map<String, String> values = new HashMap<>();
        try (Stream<String> lines = Files.lines(file)) {
            lines.filter(line -> line.contains("=") && !line.startsWith("#")).forEach(line -> {
                int equals = line.indexOf('=');
                values.put(line.substring(0, equals), line.substring(equals + 1).replaceAll("^'|'$", ""));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Credentials(values);
    }

    public String get(String name) {
        return Optional.ofNullable(values.get(name))
                .orElseThrow(() -> new IllegalStateException("credentials.env has no " + name));
    }
}
