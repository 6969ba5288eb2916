package dev.berth.gateway.acme;

import dev.berth.gateway.acme.CertificateFiles.Issued;
import dev.berth.gateway.acme.OrderFailed.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * What gateways share of one authority. Each authority has a folder of its own, so that whoever has tried one goes on to another
 * with new certificates, and with the old ones back.
 */
final class AcmeFolder implements AutoCloseable {

    private static final Duration LONGEST_ORDER = Duration.ofDays(1);
    private static final Duration FORGOTTEN = Duration.ofDays(30);

    private final Path folder;
    private final HostLocks locks;
    private final Challenges challenges;
    private final Setbacks setbacks;

    private AcmeFolder(Path folder, HostLocks locks) {
        this.folder = folder;
        this.locks = locks;
        this.challenges = new Challenges(folder.resolve("challenges"));
        this.setbacks = new Setbacks(folder.resolve("setbacks"));
    }

    /** The folder of an authority, made if there is none. */
    static AcmeFolder open(Path shared, URI directory) throws IOException {
        Path folder = shared.resolve(name(directory));
        for (String part : new String[] {"challenges", "setbacks", "certificates"}) {
            Files.createDirectories(folder.resolve(part));
        }
        return new AcmeFolder(folder, HostLocks.open(folder.resolve("locks")));
    }

    /** Such as {@code acme.example.com-directory}. */
    private static String name(URI directory) {
        return (directory.getAuthority() + directory.getPath())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^-_.a-z0-9]+", "-");
    }

    Path certificates() {
        return folder.resolve("certificates");
    }

    Path accountKey() {
        return folder.resolve("account.key");
    }

    HostLocks locks() {
        return locks;
    }

    Challenges challenges() {
        return challenges;
    }

    Setbacks setbacks() {
        return setbacks;
    }

    /** An order has succeeded. */
    void keep(String host, Issued issued) throws OrderFailed {
        try {
            new CertificateFiles(certificates()).write(host, issued);
            setbacks.forget(host);
        } catch (IOException e) {
            throw new OrderFailed(Reason.UNKEPT, e);
        }
    }

    /** Removes what nobody needs any more. */
    void tidy(Instant now) throws IOException {
        challenges.removeOlderThan(now.minus(LONGEST_ORDER));
        setbacks.removeOverSince(now.minus(FORGOTTEN));
        new CertificateFiles(certificates()).removeEndedBefore(now.minus(FORGOTTEN));
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    @Override
    public void close() throws IOException {
        locks.close();
    }
}
