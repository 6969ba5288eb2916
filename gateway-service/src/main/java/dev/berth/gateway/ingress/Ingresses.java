package dev.berth.gateway.ingress;

import dev.berth.gateway.dispatch.Dispatchers;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where requests go that are none of Berth's own containers', by the Ingress objects of a cluster. Fed by one thread at a time,
 * read by all event loops.
 */
public final class Ingresses {

    /** Asks which version of an Ingress leads a request, and whether all on its way know. */
    public static final String HASH_HEADER = "K-Network-Hash";

    /** What it says when it wants to be told. */
    public static final String HASH_WANTED = "override";

    /** A mapped domain leads to a service's own host, and that to its revision. */
    private static final int MOST_HOPS = 4;

    private final Table table = new Table();
    private final Backends backends;
    private volatile boolean known;

    /**
     * None yet.
     *
     * @param here the DNS name by which the cluster reaches this gateway
     * @param shared which services those of other namespaces may stand for
     */
    public Ingresses(Dispatchers dispatchers, String here, Set<ServiceName> shared) {
        this.backends = new Backends(dispatchers, new StandIns(here, shared));
    }

    public void put(Ingress ingress) {
        table.put(ingress);
    }

    public void remove(Ingress.Name name) {
        table.remove(name);
    }

    public void put(Service service) {
        backends.put(service);
    }

    public void remove(ServiceName name) {
        backends.remove(name);
    }

    public void put(Slice slice) {
        backends.put(slice);
    }

    public void remove(Slice slice) {
        backends.remove(slice);
    }

    /** All that there was to know at the start is known. */
    public void becomeKnown() {
        known = true;
    }

    public boolean isKnown() {
        return known;
    }

    /** How many hosts lead somewhere. */
    public int size() {
        return table.size();
    }

    /** The hosts of an Ingress that another one has. */
    public Set<String> lost(Ingress ingress) {
        return table.lost(ingress);
    }

    /** What is wrong with where an Ingress leads; empty when nothing is. */
    public Optional<String> trouble(Ingress ingress) {
        return ingress.backends()
                .map(backends::of)
                .filter(Place.Nowhere.class::isInstance)
                .map(place -> ((Place.Nowhere) place).why())
                .findFirst();
    }

    /**
     * What becomes of a request; empty when no Ingress is for it.
     *
     * @param host in lower case, without a port
     * @param uri path and query
     */
    public Optional<Outcome> of(Door door, String host, String uri, Function<String, @Nullable String> header) {
        String path = path(uri);
        return table.find(door, host, path, header, Ingresses::drawn).map(match -> {
            Outcome outcome = follow(match, host, path, header);
            return match.ingress().redirects() && door == Door.PUBLIC ? new Outcome.OverHttps(outcome) : outcome;
        });
    }

    private static int drawn(int sides) {
        return ThreadLocalRandom.current().nextInt(sides);
    }

    private static String path(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    private Outcome follow(Table.Match first, String host, String path, Function<String, @Nullable String> header) {
        Map<String, String> headers = new HashMap<>();
        Optional<String> hash =
                HASH_WANTED.equals(header.apply(HASH_HEADER)) ? Optional.of(first.hash()) : Optional.empty();
        String asked = host;
        Table.Match match = first;
        for (int hop = 0; hop < MOST_HOPS; hop++) {
            headers.putAll(match.share().headers());
            asked = match.way().host().isEmpty() ? asked : match.way().host();
            switch (backends.of(match.share().backend())) {
                case Place.Addresses(var dispatcher) -> {
                    hash.ifPresent(version -> headers.put(HASH_HEADER, version));
                    return new Outcome.Forward(
                            dispatcher,
                            "service " + match.share().backend().service(),
                            asked.equals(host) ? Optional.empty() : Optional.of(asked),
                            Map.copyOf(headers),
                            hash);
                }
                case Place.Nowhere(String why) -> {
                    return new Outcome.Astray(host, why);
                }
                case Place.Here _ -> {
                    Optional<Table.Match> next =
                            table.find(Door.INTERNAL, asked.toLowerCase(Locale.ROOT), path, header, Ingresses::drawn);
                    if (next.isEmpty()) {
                        return new Outcome.Astray(host, "nothing in the cluster answers at " + asked);
                    }
                    match = next.get();
                }
            }
        }
        return new Outcome.Astray(host, "it leads from one host to another without an end");
    }
}
