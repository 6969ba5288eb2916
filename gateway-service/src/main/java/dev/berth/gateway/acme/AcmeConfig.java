package dev.berth.gateway.acme;

import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How certificates are ordered by ACME; none are where no directory is set. */
public interface AcmeConfig {

    /** Where the certificate authority says what it offers: the URL of its directory. */
    Optional<URI> directory();

    /** Whether the operator agrees to the authority's terms of service, without which it certifies nothing. */
    @WithDefault("false")
    boolean termsAgreed();

    /** An e-mail address at which the authority reaches the operator. */
    Optional<String> contact();

    /** A folder for the account's key, certificates and orders, shared by all gateways. */
    Optional<Path> folder();

    /** The hosts to order for. */
    @WithDefault("domains")
    Hosts hosts();

    /** A file of certificates (PEM) that are trusted too when the authority is asked, say a private one's own. */
    Optional<Path> trusted();

    /** What an authority that knows its customers calls this one: external account binding. */
    Optional<String> keyId();

    /** The key that goes with it, base64url. */
    Optional<String> macKey();

    /** Which of the authority's kinds of certificate, if it has several. */
    Optional<String> profile();

    /** How many orders run at once. */
    @WithDefault("2")
    int atOnce();

    /** For how many hosts that have no certificate yet an order begins within an hour, on this gateway. */
    @WithDefault("50")
    int newHostsPerHour();

    /** How long a host waits after its first failed order; twice as long after each further one. */
    @WithDefault("5m")
    Duration retry();

    /** How often it is looked which hosts need a certificate. */
    @WithDefault("10s")
    Duration look();

    /** Which hosts have their certificates ordered. */
    enum Hosts {
        /** Hostnames of users' own. */
        DOMAINS,
        /** Those, and the containers' hosts in the base domain. */
        ALL
    }
}
