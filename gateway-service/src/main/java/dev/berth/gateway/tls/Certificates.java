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

    /** The certificate for a hostname in lower case; empty when none is for it. */
    Optional<Certificate> of(String hostname) {
        Certificate exact = byName.get(hostname);
        if (exact != null) {
            return Optional.of(exact);
        }
        int dot = hostname.indexOf('.');
        return dot < 0 ? Optional.empty() : Optional.ofNullable(byName.get("*" + hostname.substring(dot)));
    }

    /** What is shown where none fits; empty when there is no such certificate. */
    Optional<Certificate> otherwise() {
        return Optional.ofNullable(byName.get(DEFAULT));
    }
}
