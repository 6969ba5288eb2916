package dev.berth.gateway.acme;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A host that needs a certificate.
 *
 * @param held the one that it has, and that is to be renewed
 */
record Need(String host, Optional<Lifetime> held) {

    /** A host that has none yet can wait: it has never answered otherwise. */
    private static final Comparator<Need> WHAT_ENDS_FIRST =
            Comparator.comparing(need -> need.held().map(Lifetime::until).orElse(Instant.MAX));

    /** Those of the hosts that need one now, the most urgent first. */
    static List<Need> among(Stream<String> hosts, Function<String, Optional<Lifetime>> held, Instant now) {
        return hosts.map(host -> new Need(host, held.apply(host)))
                .filter(need -> need.isNow(now))
                .sorted(WHAT_ENDS_FIRST)
                .toList();
    }

    boolean isNow(Instant now) {
        return held.isEmpty() || held.get().isDue(now);
    }

    /** Whether the host has no certificate yet. */
    boolean isNew() {
        return held.isEmpty();
    }
}
