package dev.berth.gateway.acme;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/** From when until when a certificate holds. */
record Lifetime(Instant from, Instant until) {

    /** A third of the time is left for renewing, be it days or a month. */
    private static final int RENEWING = 3;

    static Lifetime of(X509Certificate certificate) {
        return new Lifetime(
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }

    /** Whether it is time to renew it. */
    boolean isDue(Instant now) {
        return !now.isBefore(until.minus(Duration.between(from, until).dividedBy(RENEWING)));
    }
}
