package dev.berth.gateway.tls;

import dev.berth.gateway.GatewayConfig;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;

/** All that the gateway can show: the certificates of a folder, and what its own authority certifies where that has none. */
public final class Keyring implements AutoCloseable {

    private final Optional<CertificateFolder> folder;
    private final Optional<LocalAuthority> authority;

    private Keyring(Optional<CertificateFolder> folder, Optional<LocalAuthority> authority) {
        this.folder = folder;
        this.authority = authority;
    }

    /**
     * What the configuration names; empty when it names nothing.
     *
     * @param served whether a hostname leads somewhere: our authority certifies no other but the base domain
     */
    public static Optional<Keyring> open(Vertx vertx, GatewayConfig config, Predicate<String> served) {
        GatewayConfig.Tls tls = config.tls();
        if (tls.certificates().isEmpty() && tls.authority().isEmpty()) {
            return Optional.empty();
        }
        Optional<LocalAuthority> authority = tls.authority()
                .map(path -> LocalAuthority.open(vertx, path, served, config.baseDomain(), InstantSource.system()));
        return Optional.of(new Keyring(
                tls.certificates().map(path -> CertificateFolder.open(vertx, path, tls.reload())), authority));
    }

    /** For a server that chooses by the name that a client asks for. */
    public KeyCertOptions options() {
        return KeyCertOptions.wrap(new SniKeyManager(this::of));
    }

    private Optional<Certificate> of(String hostname) {
        return folder.flatMap(known -> known.of(hostname)).or(() -> authority.map(own -> own.of(hostname)));
    }

    @Override
    public void close() {
        folder.ifPresent(CertificateFolder::close);
    }
}
