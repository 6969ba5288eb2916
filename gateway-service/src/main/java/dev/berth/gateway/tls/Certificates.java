package dev.berth.gateway.tls;

import java.util.Map;
import java.util.Optional;

/**
 * Certificates by the names that they are for. A name may begin with {@code *}, for any one label; the one for
 * {@code default} is shown where no other fits.
 */
record Certificates(Map<String, Certificate> byName) {

    static final String DEFAULT = "default";

    Certificates {
        byName = Map.copyOf(byName);
    }

    /** The certificate for a hostname in lower case; empty when there is none. */
    Optional<Certificate> of(String hostname) {
        Certificate exact = byName.get(hostname);
        if (exact != null) {
            return Optional.of(exact);
        }
        int dot = hostname.indexOf('.');
        Certificate wildcard = dot < 0 ? null : byName.get("*" + hostname.substring(dot));
        return Optional.ofNullable(wildcard == null ? byName.get(DEFAULT) : wildcard);
    }
}
