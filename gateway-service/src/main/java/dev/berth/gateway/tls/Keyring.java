package dev.berth.gateway.tls;

import dev.berth.gateway.GatewayConfig;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * All that the gateway can show: certificates that it was given, those that it has ordered, those of a cluster, and what its own
 * authority certifies where there are none of these.
 */
public final class Keyring implements AutoCloseable {

    private final Optional<CertificateFolder> given;
    private final Optional<CertificateFolder> ordered;
    private final ToldCertificates told;
    private final Optional<LocalAuthority> authority;

    private Keyring(
            Optional<CertificateFolder> given,
            Optional<CertificateFolder> ordered,
            ToldCertificates told,
            Optional<LocalAuthority> authority) {
        this.given = given;
        this.ordered = ordered;
        this.told = told;
        this.authority = authority;
    }

    /**
     * What the configuration names; empty when it names nothing.
     *
     * @param served whether a hostname leads somewhere: our authority certifies no other but the base domain
     * @param ordered where certificates are that were ordered, if any are
     */
    public static Optional<Keyring> open(
            Vertx vertx, GatewayConfig config, Predicate<String> served, Optional<Path> ordered) {
        GatewayConfig.Tls tls = config.tls();
        boolean none = tls.certificates().isEmpty()
                && ordered.isEmpty()
                && tls.authority().isEmpty();
        if (none && !config.knative().enabled()) {
            return Optional.empty();
        }
        return Optional.of(new Keyring(
                tls.certificates().map(path -> CertificateFolder.open(vertx, path, tls.reload())),
                ordered.map(path -> CertificateFolder.open(vertx, path, tls.reload())),
                new ToldCertificates(vertx),
                tls.authority()
                        .map(path -> LocalAuthority.open(
                                vertx, path, served, config.baseDomain(), InstantSource.system()))));
    }

    /** For a server that chooses by the name that a client asks for. */
    public KeyCertOptions options() {
        return KeyCertOptions.wrap(new SniKeyManager(this::of));
    }

    private Optional<Certificate> of(String hostname) {
        return in(given, hostname)
                .or(() -> in(ordered, hostname))
                .or(() -> told.of(hostname))
                .or(() -> given.flatMap(folder -> folder.certificates().otherwise()))
                .or(() -> authority.map(own -> own.of(hostname)));
    }

    private static Optional<Certificate> in(Optional<CertificateFolder> folder, String hostname) {
        return folder.flatMap(known -> known.certificates().of(hostname));
    }

    /** Whether somebody else sees to the certificate of a hostname in lower case, so that none is to be ordered. */
    public boolean isGiven(String hostname) {
        return in(given, hostname).isPresent();
    }

    /** The certificate that was ordered for a hostname in lower case. */
    public Optional<X509Certificate> ordered(String hostname) {
        return in(ordered, hostname).map(certificate -> certificate.chain().getFirst());
    }

    /** Those of hosts that others look after, such as those of Ingress objects. */
    public ToldCertificates told() {
        return told;
    }

    /** Takes up at once what was ordered by now. */
    public void refresh() {
        ordered.ifPresent(CertificateFolder::look);
    }

    @Override
    public void close() {
        given.ifPresent(CertificateFolder::close);
        ordered.ifPresent(CertificateFolder::close);
    }
}
