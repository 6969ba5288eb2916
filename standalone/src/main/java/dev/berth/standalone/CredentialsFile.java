package dev.berth.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code credentials.env}: what a shell sources to use this Berth, and what this Berth remembers of its first start. */
public final class CredentialsFile {

    private final Path file;

    /** The one in this data folder. */
    public CredentialsFile(Path folder) {
        this.file = folder.resolve("credentials.env");
    }

    /** Where it is. */
    public Path path() {
        return file;
    }

    /** A value of an earlier start. */
    public Optional<String> value(String name) throws IOException {
        return Optional.ofNullable(read().get(name));
    }

    /** Whatever had the one value has the other from now on; all else stays as it is. */
    public void replace(String before, String after) throws IOException {
        Map<String, String> values = read();
        values.replaceAll((_, value) -> value.equals(before) ? after : value);
        write(values);
    }

    private Map<String, String> read() throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                int equals = line.indexOf('=');
                if (equals > 0 && !line.startsWith("#")) {
                    values.put(line.substring(0, equals).strip(), unquoted(line.substring(equals + 1)));
                }
            }
        }
        return values;
    }

    void write(Map<String, String> values) throws IOException {
        LocalSecrets.write(
                file,
                """
                        # How to reach this Berth, and the key that opens it. In a shell: set -a; . %s; set +a
                        # Berth keeps the keys, and writes the file anew at each start.
                        """.formatted(file)
                        + values.entrySet().stream()
                                .map(value -> value.getKey() + "=" + quoted(value.getValue()) + "\n")
                                .collect(Collectors.joining()));
    }

    /** Only what a shell would not read as it stands is put in quotes: other readers of such files know none. */
    private static String quoted(String value) {
        return value.matches("[A-Za-z0-9_./:@%+,=-]*") ? value : "'" + value.replace("'", "'\\''") + "'";
    }

    private static String unquoted(String value) {
        String stripped = value.strip();
        boolean quoted = stripped.length() >= 2 && stripped.startsWith("'") && stripped.endsWith("'");
        return quoted ? stripped.substring(1, stripped.length() - 1).replace("'\\''", "'") : stripped;
    }
}
