package dev.berth.gateway.tls;

import io.vertx.core.Vertx;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Certificates that are kept elsewhere, and told as they come and go, each under a name of whoever tells. */
public final class ToldCertificates {

    private final Vertx vertx;
    private final Map<String, Map<String, Certificate>> told = new HashMap<>();
    private volatile Certificates certificates = new Certificates(Map.of());

    ToldCertificates(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Shows a certificate from now on.
     *
     * @param name in the place of what was told under it before
     * @param hosts in lower case, {@code *} for any one label
     * @throws GeneralSecurityException when they are no certificate and its key as PEM; what was told before stays
     */
    public void put(String name, Collection<String> hosts, byte[] certificate, byte[] key)
            throws GeneralSecurityException {
        Certificate read = Certificate.read(vertx, certificate, key);
        Map<String, Certificate> byHost = new HashMap<>();
        hosts.forEach(host -> byHost.put(host, read));
        synchronized (told) {
            told.put(name, byHost);
            publish();
        }
    }

    /** Shows it no more. */
    public void remove(String name) {
        synchronized (told) {
            if (told.remove(name) != null) {
                publish();
            }
        }
    }

    private void publish() {
        Map<String, Certificate> all = new HashMap<>();
        told.values().forEach(all::putAll);
        certificates = new Certificates(all);
    }

    Optional<Certificate> of(String hostname) {
        return certificates.of(hostname);
    }
}
