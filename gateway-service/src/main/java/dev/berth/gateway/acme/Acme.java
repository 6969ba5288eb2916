package dev.berth.gateway.acme;

import dev.berth.gateway.acme.AcmeConfig.Hosts;
import dev.berth.gateway.route.Routes;
import dev.berth.gateway.tls.Keyring;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Orders certificates for hosts that lead somewhere, and keeps them renewed. */
public final class Acme implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Acme.class);

    private final AcmeConfig config;
    private final URI directory;
    private final AcmeFolder folder;
    private final CertificateAuthority authority;
    private final AcmeMetrics metrics;
    private @Nullable Orders orders;

    private Acme(AcmeConfig config, URI directory, AcmeFolder folder, MeterRegistry registry) {
        this.config = config;
        this.directory = directory;
        this.folder = folder;
        this.authority = new CertificateAuthority(config, directory, folder);
        this.metrics = new AcmeMetrics(registry, InstantSource.system());
    }

    /** What the configuration says; empty when it names no authority. Throws, in words, when it lacks something. */
    public static Optional<Acme> open(AcmeConfig config, MeterRegistry registry) {
        return config.directory().map(directory -> open(config, directory, registry));
    }

    private static Acme open(AcmeConfig config, URI directory, MeterRegistry registry) {
        require(
                directory.isAbsolute() && directory.getAuthority() != null,
                "BERTH_GATEWAY_ACME_DIRECTORY=" + directory + " is no URL");
        require(
                config.termsAgreed(),
                "BERTH_GATEWAY_ACME_DIRECTORY is set, but " + directory.getHost()
                        + " certifies only who agrees to its terms of service: read them (their address stands in"
                        + " the directory, as termsOfService) and set BERTH_GATEWAY_ACME_TERMS_AGREED=true");
        require(
                config.keyId().isPresent() == config.macKey().isPresent(),
                "BERTH_GATEWAY_ACME_KEY_ID and BERTH_GATEWAY_ACME_MAC_KEY go together: set both or neither");
        Path shared = config.folder()
                .orElseThrow(() -> new IllegalStateException("BERTH_GATEWAY_ACME_DIRECTORY is set:"
                        + " set BERTH_GATEWAY_ACME_FOLDER too, to a folder that all gateways share"));
        try {
            return new Acme(config, directory, AcmeFolder.open(shared, directory), registry);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep certificates in " + shared, e);
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }

    /** What the authority is to find at hosts under order. */
    public Challenges challenges() {
        return folder.challenges();
    }

    /** Where the certificates are that were ordered. */
    public Path certificates() {
        return folder.certificates();
    }

    /** Begins to order, now that it is known which hosts lead somewhere. */
    public synchronized void start(Routes routes, Keyring keyring) {
        LOG.infof("certificates are ordered from %s and kept in %s", directory, folder);
        Orders started = new Orders(config, hosts(routes, keyring), folder, authority, metrics, InstantSource.system());
        orders = started;
        started.start();
    }

    private Orders.Hosts hosts(Routes routes, Keyring keyring) {
        return new Orders.Hosts() {
            @Override
            public Stream<String> wanted() {
                Stream<String> all = config.hosts() == Hosts.ALL
                        ? Stream.concat(routes.domains(), routes.hosts())
                        : routes.domains();
                return all.filter(Orderable::test).filter(host -> !keyring.isGiven(host));
            }

            @Override
            public Optional<Lifetime> held(String host) {
                return keyring.ordered(host).map(Lifetime::of);
            }

            @Override
            public void refresh() {
                keyring.refresh();
            }
        };
    }

    /** Gives up the orders that run; the next gateway begins them anew. */
    @Override
    public synchronized void close() {
        if (orders != null) {
            orders.close();
        }
        try {
            folder.close();
        } catch (IOException e) {
            LOG.warnf("cannot let go of %s (%s)", folder, e);
        }
    }
}
