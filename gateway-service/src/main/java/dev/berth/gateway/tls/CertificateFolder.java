package dev.berth.gateway.tls;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * A folder of certificates: {@code <hostname>.crt} and {@code <hostname>.key}, in lower case, both PEM. It is looked at again and
 * again, so that a renewed certificate is shown without a restart; one that cannot be read leaves the one before.
 */
final class CertificateFolder implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(CertificateFolder.class);
    private static final String CERTIFICATE = ".crt";
    private static final String KEY = ".key";
    private static final int MOST_NAMED = 20;

    /** What is known of a pair of files without reading them. */
    private record Stamp(FileTime certificate, FileTime key) {}

    private final Vertx vertx;
    private final Path folder;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("berth-gateway-certificates").factory());
    private Map<String, Stamp> seen = Map.of();
    private volatile Certificates certificates = new Certificates(Map.of());

    private CertificateFolder(Vertx vertx, Path folder) {
        this.vertx = vertx;
        this.folder = folder;
    }

    /** Reads what is there, and looks again after each such pause. */
    static CertificateFolder open(Vertx vertx, Path folder, Duration pause) {
        CertificateFolder opened = new CertificateFolder(vertx, folder);
        opened.look();
        var _ = opened.looking.scheduleWithFixedDelay(
                opened::look, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        return opened;
    }

    Certificates certificates() {
        return certificates;
    }

    /** Takes up what has changed by now. */
    synchronized void look() {
        try {
            Map<String, Stamp> found = stamps();
            if (!found.equals(seen)) {
                Certificates read = read(found);
                tell(read);
                certificates = read;
                seen = found;
            }
        } catch (IOException | RuntimeException e) {
            LOG.errorf(e, "cannot look for certificates in %s; those known stay in use", folder);
        }
    }

    private void tell(Certificates read) {
        List<String> changed = read.byName().entrySet().stream()
                .filter(entry -> !entry.getValue().equals(certificates.byName().get(entry.getKey())))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (!changed.isEmpty()) {
            LOG.infof(
                    "certificates for %s",
                    changed.size() > MOST_NAMED ? changed.size() + " hosts in " + folder : changed.toString());
        }
    }

    private Map<String, Stamp> stamps() throws IOException {
        Map<String, Stamp> stamps = new TreeMap<>();
        for (Path certificate : certificateFiles()) {
            Path key = key(certificate);
            if (Files.exists(key)) {
                stamps.put(
                        name(certificate),
                        new Stamp(Files.getLastModifiedTime(certificate), Files.getLastModifiedTime(key)));
            }
        }
        return stamps;
    }

    private List<Path> certificateFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(CERTIFICATE))
                    .toList();
        }
    }

    private Certificates read(Map<String, Stamp> found) {
        Map<String, Certificate> all = new HashMap<>();
        found.forEach((name, stamp) -> {
            Optional<Certificate> before =
                    Optional.ofNullable(certificates.byName().get(name));
            (stamp.equals(seen.get(name)) ? before : read(name).or(() -> before))
                    .ifPresent(certificate -> all.put(name, certificate));
        });
        return new Certificates(all);
    }

    private Optional<Certificate> read(String name) {
        try {
            return Optional.of(Certificate.read(vertx, folder.resolve(name + CERTIFICATE), folder.resolve(name + KEY)));
        } catch (GeneralSecurityException | RuntimeException e) {
            // it may be half written: it is read again when it has changed
            LOG.errorf(e, "cannot use certificate %s in %s", name, folder);
            return Optional.empty();
        }
    }

    private static String name(Path certificate) {
        String file = certificate.getFileName().toString();
        return file.substring(0, file.length() - CERTIFICATE.length());
    }

    private Path key(Path certificate) {
        return folder.resolve(name(certificate) + KEY);
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }
}
