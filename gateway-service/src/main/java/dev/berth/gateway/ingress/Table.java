package dev.berth.gateway.ingress;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The hosts of all Ingress objects. One thread writes; requests read without a lock, and see the rules of a host whole. Of those
 * that claim a host the oldest has it, so that nobody takes over what another has.
 */
final class Table {

    private static final Comparator<Entry> OLDEST_FIRST = Comparator.comparing(
                    (Entry entry) -> entry.ingress().created())
            .thenComparing(entry -> entry.ingress().name().toString());

    private final Map<Ingress.Name, Map<Door, Map<String, Entry>>> known = new HashMap<>();
    private final Hosts outside = new Hosts();
    private final Hosts inside = new Hosts();

    /** What an Ingress says of one host. */
    record Entry(Ingress ingress, String hash, List<Way> ways) {}

    /** Where one request goes. */
    record Match(Ingress ingress, String hash, Way way, Way.Share share) {}

    /** Takes in an Ingress, in the place of what it was before. */
    void put(Ingress ingress) {
        replace(ingress.name(), entries(ingress));
    }

    /** An Ingress is not there any more. */
    void remove(Ingress.Name name) {
        replace(name, Map.of());
    }

    private static Map<Door, Map<String, Entry>> entries(Ingress ingress) {
        String hash = ingress.hash();
        Map<Door, Map<String, Entry>> entries = new HashMap<>();
        for (Door door : Door.values()) {
            Map<String, Entry> hosts = new HashMap<>();
            ingress.rules(door).forEach(rule -> {
                Entry entry = new Entry(
                        ingress, hash, rule.http().paths().stream().map(Way::of).toList());
                rule.hosts().forEach(host -> hosts.putIfAbsent(host.toLowerCase(Locale.ROOT), entry));
            });
            entries.put(door, hosts);
        }
        return entries;
    }

    private void replace(Ingress.Name name, Map<Door, Map<String, Entry>> now) {
        Map<Door, Map<String, Entry>> before = now.isEmpty() ? known.remove(name) : known.put(name, now);
        for (Door door : Door.values()) {
            hosts(door)
                    .replace(
                            before == null ? Map.of() : before.getOrDefault(door, Map.of()),
                            now.getOrDefault(door, Map.of()));
        }
    }

    private Hosts hosts(Door door) {
        return switch (door) {
            case PUBLIC -> outside;
            case INTERNAL -> inside;
        };
    }

    /** Where a request goes; empty when no Ingress has its host, or none of the host's rules is for it. */
    Optional<Match> find(
            Door door, String host, String path, Function<String, @Nullable String> header, IntUnaryOperator draw) {
        return hosts(door)
                .of(host)
                .flatMap(entry -> entry.ways().stream()
                        .filter(way -> way.isFor(path, header))
                        .findFirst()
                        .map(way -> new Match(entry.ingress(), entry.hash(), way, way.drawn(draw))));
    }

    /** The hosts of an Ingress that another has. */
    Set<String> lost(Ingress ingress) {
        return known.getOrDefault(ingress.name(), Map.of()).getOrDefault(Door.INTERNAL, Map.of()).keySet().stream()
                .filter(host -> inside.of(host)
                        .filter(entry -> entry.ingress().name().equals(ingress.name()))
                        .isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** How many hosts lead somewhere. */
    int size() {
        return inside.size();
    }

    /** The hosts behind one door. */
    private static final class Hosts {

        private final Map<String, List<Entry>> candidates = new HashMap<>();
        private final Map<String, Entry> oldest = new ConcurrentHashMap<>();

        Optional<Entry> of(String host) {
            return Optional.ofNullable(oldest.get(host));
        }

        int size() {
            return oldest.size();
        }

        void replace(Map<String, Entry> before, Map<String, Entry> now) {
            before.forEach((host, entry) -> candidates(host).remove(entry));
            now.forEach((host, entry) -> candidates(host).add(entry));
            Set<String> touched = new HashSet<>(before.keySet());
            touched.addAll(now.keySet());
            touched.forEach(this::publish);
        }

        private List<Entry> candidates(String host) {
            return candidates.computeIfAbsent(host, _ -> new ArrayList<>(1));
        }

        private void publish(String host) {
            candidates(host).stream().min(OLDEST_FIRST).ifPresentOrElse(entry -> oldest.put(host, entry), () -> {
                oldest.remove(host);
                candidates.remove(host);
            });
        }
    }
}
