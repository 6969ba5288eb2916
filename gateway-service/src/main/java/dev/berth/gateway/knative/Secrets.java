package dev.berth.gateway.knative;

import dev.berth.gateway.ingress.Door;
import dev.berth.gateway.ingress.Ingress;
import dev.berth.gateway.ingress.IngressSpec;
import dev.berth.gateway.tls.ToldCertificates;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Reads the certificates that Ingress objects name, each by its name and from their own namespace, so that the gateway need not be
 * allowed to list anybody's Secrets.
 */
final class Secrets {

    private static final Logger LOG = Logger.getLogger(Secrets.class);

    private final KubernetesClient client;
    private final ToldCertificates certificates;
    private final Duration renewed;
    private final Map<Ingress.Name, Taken> taken = new ConcurrentHashMap<>();

    /** What was taken of an Ingress, and when. */
    private record Taken(long generation, int certificates, long nanos) {}

    /** @param renewed how often a Secret is read again */
    Secrets(KubernetesClient client, ToldCertificates certificates, Duration renewed) {
        this.client = client;
        this.certificates = certificates;
        this.renewed = renewed;
    }

    /** Shows what an Ingress names from now on; what is missing for that, if anything. */
    Optional<String> show(Ingress ingress) {
        List<IngressSpec.Tls> wanted = ingress.spec().tls();
        Taken before = taken.get(ingress.name());
        if (before != null
                && before.generation() == ingress.generation()
                && System.nanoTime() - before.nanos() < renewed.toNanos()) {
            return Optional.empty();
        }
        for (int i = 0; i < wanted.size(); i++) {
            Optional<String> missing = show(ingress, wanted.get(i), i);
            if (missing.isPresent()) {
                return missing;
            }
        }
        if (before != null) {
            withdraw(ingress.name(), wanted.size(), before.certificates());
        }
        taken.put(ingress.name(), new Taken(ingress.generation(), wanted.size(), System.nanoTime()));
        return Optional.empty();
    }

    private Optional<String> show(Ingress ingress, IngressSpec.Tls tls, int place) {
        String namespace = ingress.name().namespace();
        String what = "Secret " + namespace + "/" + tls.secretName();
        if (!tls.secretNamespace().isEmpty() && !tls.secretNamespace().equals(namespace)) {
            return Optional.of("a certificate is taken from the namespace of its Ingress alone, and not from "
                    + tls.secretNamespace());
        }
        Secret secret = client.secrets()
                .inNamespace(namespace)
                .withName(tls.secretName())
                .get();
        if (secret == null) {
            return Optional.of("there is no " + what);
        }
        List<String> hosts = tls.hosts().isEmpty() ? ingress.hosts(Door.PUBLIC) : tls.hosts();
        try {
            certificates.put(
                    key(ingress.name(), place),
                    hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList(),
                    content(secret, "tls.crt"),
                    content(secret, "tls.key"));
            return Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            LOG.debugf(e, "cannot use %s", what);
            return Optional.of(what + " is no certificate and its key");
        }
    }

    private static byte[] content(Secret secret, String key) {
        return Base64.getDecoder()
                .decode(Objects.requireNonNullElse(secret.getData(), Map.<String, String>of())
                        .getOrDefault(key, ""));
    }

    /** An Ingress is gone, and its certificates with it. */
    void forget(Ingress.Name name) {
        Taken before = taken.remove(name);
        if (before != null) {
            withdraw(name, 0, before.certificates());
        }
    }

    private void withdraw(Ingress.Name name, int from, int to) {
        for (int i = from; i < to; i++) {
            certificates.remove(key(name, i));
        }
    }

    private static String key(Ingress.Name name, int place) {
        return name + "#" + place;
    }
}
