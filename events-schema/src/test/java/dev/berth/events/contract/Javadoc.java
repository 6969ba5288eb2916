package dev.berth.events.contract;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The words of the sources' documentation, so that the published schemas explain themselves and no text stands twice. */
final class Javadoc {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern BLOCK = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
    private static final Pattern INLINE_TAG = Pattern.compile("\\{@\\w+ ([^}]*)}");
    private static final Pattern COMPONENT = Pattern.compile("@param (\\w+) ([^@]*)");

    /** What stands above a type, without its tags. */
    Optional<String> of(Class<?> type) {
        return block(type).map(block -> block.split("@param", 2)[0].strip()).filter(text -> !text.isEmpty());
    }

    /** What the documentation of a record says of a component. */
    Optional<String> ofComponent(Class<?> type, String component) {
        return block(type)
                .flatMap(block -> COMPONENT
                        .matcher(block)
                        .results()
                        .filter(match -> match.group(1).equals(component))
                        .map(match -> match.group(2).strip())
                        .findFirst());
    }

    /** The last block before the declaration, if only annotations stand between. */
    private static Optional<String> block(Class<?> type) {
        if (!Files.exists(file(type))) {
            return Optional.empty();
        }
        String source = source(type);
        var declaration = Pattern.compile("(record|interface|enum|class) " + type.getSimpleName() + "\\b")
                .matcher(source);
        if (!declaration.find()) {
            throw new IllegalStateException("the source of " + type + " does not declare it");
        }
        return BLOCK.matcher(source.substring(0, declaration.start()))
                .results()
                .reduce((_, last) -> last)
                .filter(block -> !source.substring(block.end(), declaration.start())
                        .matches("(?s).*(record|interface|enum|class|}) .*"))
                .map(Javadoc::words);
    }

    private static String words(MatchResult block) {
        String text = block.group(1)
                .lines()
                .map(line -> line.strip().replaceFirst("^\\*\\s?", "").strip())
                .collect(joining(" "));
        return INLINE_TAG.matcher(text).replaceAll("$1").replaceAll("\\s+", " ").strip();
    }

    private static String source(Class<?> type) {
        try {
            return Files.readString(file(type));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(Class<?> type) {
        return SOURCES.resolve(type.getName().replaceFirst("\\$.*", "").replace('.', '/') + ".java");
    }
}
