package dev.berth.events.contract;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.berth.events.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The published files, and how they are refreshed on purpose. */
final class Contract {

    static final Path PUBLISHED = Path.of("src/main/resources/contract");
    static final Path GOLDEN = Path.of("src/test/resources/contract");
    static final boolean REFRESH = Boolean.getBoolean("contract.refresh");
    static final String COMMAND = "./mvnw -pl events-schema test -Dquick -Dcontract.refresh=true";

    private static final ObjectWriter WRITER = EventJson.MAPPER.writer(new DefaultPrettyPrinter()
            .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE)
            .withObjectIndenter(new DefaultIndenter("  ", "\n")));

    static Path schema(String name) {
        return PUBLISHED.resolve("schema").resolve(name + ".json");
    }

    static Optional<JsonNode> read(Path file) {
        try {
            return Files.exists(file)
                    ? Optional.of(EventJson.MAPPER.readTree(Files.readString(file)))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, JsonNode json) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, WRITER.writeValueAsString(json) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of the JSON files in a folder, without the ending. */
    static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Contract() {}
}
