package dev.berth.gateway.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Chooses the certificate of each handshake by the name that the client asks for, from those that there are then. */
final class SniKeyManager extends X509ExtendedKeyManager {

    private final Function<String, Optional<Certificate>> certificates;

    SniKeyManager(Function<String, Optional<Certificate>> certificates) {
        this.certificates = certificates;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        String name = engine == null ? Certificates.DEFAULT : name(engine);
        return of(name).filter(certificate -> certificate.keyType().equals(keyType))
                .map(_ -> name)
                .orElse(null);
    }

    private static String name(SSLEngine engine) {
        List<SNIServerName> asked = engine.getHandshakeSession() instanceof ExtendedSSLSession session
                ? session.getRequestedServerNames()
                : List.of();
        return asked.stream()
                .filter(SNIHostName.class::isInstance)
                .map(name -> ((SNIHostName) name).getAsciiName().toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse(Certificates.DEFAULT);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String name) {
        return of(name).map(Certificate::chainArray).orElse(null);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String name) {
        return of(name).map(Certificate::key).orElse(null);
    }

    private Optional<Certificate> of(String name) {
        return certificates.apply(name);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, Socket socket) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(String[] keyType, Principal @Nullable [] issuers, Socket socket) {
        return null;
    }
}
