package dev.berth.reconciler.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.events.ContainerId;
import dev.berth.events.EventJson;
import dev.berth.reconciler.engine.InstanceId;
import dev.berth.reconciler.engine.LogLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps the last lines of instances that are gone, in one file for each: of the newest few of each container, for some
 * time, and no more of each than a bounded number of bytes.
 */
public final class KeptOutput {

    /** How much is kept. */
    public record Bounds(int instances, int lines, int bytes, Duration time) {}

    private static final String SUFFIX = ".jsonl";
    private static final Duration BETWEEN_CLEANINGS = Duration.ofMinutes(1);

    private final Path folder;
    private final Bounds bounds;
    private final InstantSource clock;
    private Instant cleaned = Instant.EPOCH;

    public KeptOutput(Path folder, Bounds bounds, InstantSource clock) {
        this.folder = folder;
        this.bounds = bounds;
        this.clock = clock;
    }

    /** How many lines of an instance are kept at most. */
    int lines() {
        return bounds.lines();
    }

    /** Keeps what an instance wrote last. */
    public synchronized void keep(ContainerId container, InstanceId instance, List<LogLine> lines) {
        if (lines.isEmpty()) {
            return;
        }
        try {
            Path home = home(container);
            Files.createDirectories(
                    home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path whole = home.resolve(instance.value() + SUFFIX);
            Path fresh = folder.resolve("unfinished");
            Files.write(fresh, json(lines));
            Files.setLastModifiedTime(fresh, FileTime.from(clock.instant()));
            Files.move(fresh, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            List<Path> newestFirst = files(home).reversed();
            delete(newestFirst.subList(Math.min(bounds.instances(), newestFirst.size()), newestFirst.size()));
            cleanNowAndThen();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the last lines of instance " + instance, e);
        }
    }

    /** What is kept of a container, the instance that ended first coming first. */
    public synchronized Map<InstanceId, List<LogLine>> of(ContainerId container) {
        Map<InstanceId, List<LogLine>> all = new LinkedHashMap<>();
        try {
            for (Path file : files(home(container))) {
                String name = String.valueOf(file.getFileName());
                all.put(new InstanceId(name.substring(0, name.length() - SUFFIX.length())), read(file));
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the kept lines of container " + container, e);
        }
    }

    /** Keeps nothing of a container any more. */
    public synchronized void forget(ContainerId container) {
        try {
            Path home = home(container);
            delete(files(home));
            Files.deleteIfExists(home);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the kept lines of container " + container, e);
        }
    }

    private Path home(ContainerId container) {
        return folder.resolve(container.toString());
    }

    private void cleanNowAndThen() throws IOException {
        Instant now = clock.instant();
        if (now.isBefore(cleaned.plus(BETWEEN_CLEANINGS))) {
            return;
        }
        cleaned = now;
        try (DirectoryStream<Path> homes = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (Path home : homes) {
                if (files(home).isEmpty()) {
                    Files.deleteIfExists(home);
                }
            }
        }
    }

    /** Those that are not too old, in the order of their making; the others are deleted. */
    private List<Path> files(Path home) throws IOException {
        Map<Path, Instant> times = new LinkedHashMap<>();
        List<Path> old = new ArrayList<>();
        Instant oldest = clock.instant().minus(bounds.time());
        try (DirectoryStream<Path> all = Files.newDirectoryStream(home, "*" + SUFFIX)) {
            for (Path file : all) {
                Instant made = Files.getLastModifiedTime(file).toInstant();
                if (made.isBefore(oldest)) {
                    old.add(file);
                } else {
                    times.put(file, made);
                }
            }
        } catch (NoSuchFileException _) {
            return List.of();
        }
        delete(old);
        return times.keySet().stream().sorted(Comparator.comparing(times::get)).toList();
    }

    private static void delete(List<Path> files) throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }

    /** The newest lines that fit. */
    private List<String> json(List<LogLine> lines) throws JsonProcessingException {
        List<String> newestFirst = new ArrayList<>();
        int bytes = 0;
        for (LogLine line : lines.reversed()) {
            String json = EventJson.MAPPER.writeValueAsString(
                    List.of(line.time().toString(), line.source().name(), line.text()));
            bytes += json.length();
            if (bytes > bounds.bytes() || newestFirst.size() == bounds.lines()) {
                break;
            }
            newestFirst.add(json);
        }
        return newestFirst.reversed();
    }

    private static List<LogLine> read(Path file) throws IOException {
        List<LogLine> lines = new ArrayList<>();
        for (String text : Files.readAllLines(file)) {
            JsonNode json = EventJson.MAPPER.readTree(text);
            lines.add(new LogLine(
                    Instant.parse(json.path(0).asText()),
                    LogLine.Source.valueOf(json.path(1).asText()),
                    json.path(2).asText()));
        }
        return lines;
    }
}
