package dev.berth.reconciler.output;

import dev.berth.events.ContainerId;
import dev.berth.reconciler.engine.Engine;
import dev.berth.reconciler.engine.Instance;
import dev.berth.reconciler.engine.InstanceId;
import dev.berth.reconciler.engine.LogLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What all instances of a container wrote last, those that run and those that ended lately. */
public final class ContainerOutput {

    /** Lines of one instance, and of one container. */
    private static final int MOST = 10_000;

    private final Engine engine;
    private final KeptOutput kept;

    /** A line, with an id that stays the same however often it is read. */
    public record Entry(UUID id, InstanceId instance, LogLine line) {}

    /**
     * A part of what there is.
     *
     * @param total how many entries there are in all
     */
    public record Page(List<Entry> entries, int total) {
        public Page {
            entries = List.copyOf(entries);
        }
    }

    public ContainerOutput(Engine engine, KeptOutput kept) {
        this.engine = engine;
        this.kept = kept;
    }

    /** A page of the newest lines; pages count from 1, and one past the last is empty. */
    public Page page(ContainerId container, boolean newestFirst, int page, int size) {
        List<Entry> all = all(container);
        List<Entry> ordered = newestFirst ? all.reversed() : all;
        int from = (int) Math.min((page - 1L) * size, ordered.size());
        int to = (int) Math.min((long) from + size, ordered.size());
        return new Page(ordered.subList(from, to), ordered.size());
    }

    /** Oldest first; an instance's lines of the same time keep the order of their writing. */
    private List<Entry> all(ContainerId container) {
        Map<InstanceId, List<LogLine>> lines = kept.of(container);
        for (Instance instance : engine.observe(container)) {
            lines.put(instance.id(), engine.log(instance, MOST));
        }
        List<Entry> entries = new ArrayList<>();
        lines.forEach((instance, own) -> entries.addAll(entries(instance, own)));
        entries.sort(Comparator.comparing(entry -> entry.line().time()));
        return entries.subList(Math.max(0, entries.size() - MOST), entries.size());
    }

    private static List<Entry> entries(InstanceId instance, List<LogLine> lines) {
        Map<String, Integer> repeats = new HashMap<>();
        return lines.reversed().stream()
                .map(line -> {
                    String key = instance + " " + line.time() + " " + line.source() + " " + line.text();
                    int repeat = repeats.merge(key, 1, Integer::sum);
                    byte[] name = (key + " " + repeat).getBytes(StandardCharsets.UTF_8);
                    return new Entry(UUID.nameUUIDFromBytes(name), instance, line);
                })
                .toList()
                .reversed();
    }
}
