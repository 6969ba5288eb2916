package dev.berth.gateway.tls;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * An authority of the gateway's own, for want of one that the world trusts. It is made once and kept in a folder; whoever trusts
 * its {@code authority.crt} trusts all hosts here. What it certifies lives in memory only.
 */
final class LocalAuthority {

    private static final String CERTIFICATE = "authority.crt";
    private static final String KEY = "authority.key";
    private static final int MOST_ISSUED = 1000;
    /** A certificate is not shown to its last day: a client's clock may be ahead. */
    private static final Duration LAST_DAYS = Duration.ofDays(7);

    private final Issuer issuer;
    private final KeyPair keys = Keys.make();
    private final Predicate<String> served;
    private final String otherwise;
    private final InstantSource clock;
    private final Map<String, Certificate> issued = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Certificate> eldest) {
            return size() > MOST_ISSUED;
        }
    };

    private LocalAuthority(Issuer issuer, Predicate<String> served, String otherwise, InstantSource clock) {
        this.issuer = issuer;
        this.served = served;
        this.otherwise = otherwise;
        this.clock = clock;
    }

    /**
     * The authority of that folder, made if there is none.
     *
     * @param served the hostnames that it certifies
     * @param otherwise what it certifies for whoever asks for another name
     */
    static LocalAuthority open(
            Vertx vertx, Path folder, Predicate<String> served, String otherwise, InstantSource clock) {
        Path certificate = folder.resolve(CERTIFICATE);
        Path key = folder.resolve(KEY);
        try {
            if (!Files.exists(certificate) || !Files.exists(key)) {
                Files.createDirectories(folder);
                Certificate made = Issuer.authority(clock.instant());
                WholeFile.write(key, Pem.of(made.key()), WholeFile.OWNER_ONLY);
                WholeFile.write(certificate, Pem.of(made.chain()), WholeFile.READABLE);
            }
            return new LocalAuthority(new Issuer(Certificate.read(vertx, certificate, key)), served, otherwise, clock);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep an authority in " + folder, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot use the authority in " + folder, e);
        }
    }

    /** A certificate for a hostname in lower case. */
    Certificate of(String hostname) {
        String name = served.test(hostname) ? hostname : otherwise;
        synchronized (issued) {
            return issued.compute(name, (_, before) -> before != null && lasts(before) ? before : issue(name));
        }
    }

    private boolean lasts(Certificate certificate) {
        return certificate
                .chain()
                .getFirst()
                .getNotAfter()
                .toInstant()
                .isAfter(clock.instant().plus(LAST_DAYS));
    }

    private Certificate issue(String hostname) {
        return issuer.issue(hostname, keys, clock.instant());
    }
}
