package dev.berth.gateway.acme;

import dev.berth.gateway.tls.Pem;
import dev.berth.gateway.tls.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** What was ordered, in the form of any folder of certificates: {@code <hostname>.crt} and {@code <hostname>.key}. */
final class CertificateFiles {

    private static final Logger LOG = Logger.getLogger(CertificateFiles.class);
    private static final String CERTIFICATE = ".crt";
    private static final String KEY = ".key";

    private final Path folder;

    CertificateFiles(Path folder) {
        this.folder = folder;
    }

    /** What an authority has certified, its own certificates behind it. */
    record Issued(PrivateKey key, List<X509Certificate> chain) {
        Issued {
            chain = List.copyOf(chain);
        }

        Instant until() {
            return chain.getFirst().getNotAfter().toInstant();
        }

        @Override
        public String toString() {
            return "Issued[until " + until() + "]";
        }
    }

    void write(String host, Issued issued) throws IOException {
        WholeFile.write(folder.resolve(host + KEY), Pem.of(issued.key()), WholeFile.OWNER_ONLY);
        WholeFile.write(folder.resolve(host + CERTIFICATE), Pem.of(issued.chain()), WholeFile.READABLE);
    }

    /** Removes what nobody has renewed: those hosts lead nowhere any more. */
    void removeEndedBefore(Instant time) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(CertificateFiles::isCertificate).toList()) {
                if (ended(file, time)) {
                    String name = file.getFileName().toString();
                    Files.deleteIfExists(file);
                    Files.deleteIfExists(folder.resolve(name.substring(0, name.length() - CERTIFICATE.length()) + KEY));
                }
            }
        }
    }

    private static boolean isCertificate(Path file) {
        return file.getFileName().toString().endsWith(CERTIFICATE);
    }

    private static boolean ended(Path file, Instant time) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            return certificate.getNotAfter().toInstant().isBefore(time);
        } catch (CertificateException e) {
            LOG.warnf("cannot tell when %s ends (%s), so it stays", file, e);
            return false;
        }
    }
}
