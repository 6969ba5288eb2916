package dev.berth.gateway.acme;

import dev.berth.gateway.acme.CertificateFiles.Issued;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Looks again and again which hosts need a certificate, and orders for a few of them at once. */
final class Orders implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Orders.class);
    private static final Duration DAY = Duration.ofDays(1);

    private final AcmeConfig config;
    private final Hosts hosts;
    private final AcmeFolder folder;
    private final CertificateAuthority authority;
    private final AcmeMetrics metrics;
    private final InstantSource clock;
    private final NewHosts newHosts;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("berth-gateway-acme").factory());
    private final ExecutorService ordering = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("berth-gateway-order-", 0).factory());

    /** The hosts to order for, and the certificates that they have. */
    interface Hosts {

        /** Those that lead somewhere, and whose certificates nobody else sees to. */
        Stream<String> wanted();

        /** From when until when the certificate of a host holds; empty when it has none. */
        Optional<Lifetime> held(String host);

        /** Takes up what this gateway, or another, has ordered by now. */
        void refresh();
    }

    Orders(
            AcmeConfig config,
            Hosts hosts,
            AcmeFolder folder,
            CertificateAuthority authority,
            AcmeMetrics metrics,
            InstantSource clock) {
        this.config = config;
        this.hosts = hosts;
        this.folder = folder;
        this.authority = authority;
        this.metrics = metrics;
        this.clock = clock;
        this.newHosts = new NewHosts(config.newHostsPerHour());
    }

    void start() {
        var _ = looking.scheduleWithFixedDelay(this::tidy, 0, DAY.toMillis(), TimeUnit.MILLISECONDS);
        var _ = looking.scheduleWithFixedDelay(this::look, 0, config.look().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tidy() {
        try {
            folder.tidy(clock.instant());
        } catch (IOException | RuntimeException e) {
            LOG.errorf(e, "cannot tidy up %s", folder);
        }
    }

    private void look() {
        try {
            Instant now = clock.instant();
            List<Need> needs = Need.among(hosts.wanted(), hosts::held, now);
            Optional<Instant> firstEnd = hosts.wanted()
                    .flatMap(host -> hosts.held(host).stream())
                    .map(Lifetime::until)
                    .min(Instant::compareTo);
            metrics.saw(firstEnd, needs.size());
            needs.stream()
                    .filter(need -> mayBegin(need, now))
                    .limit(Math.max(0, config.atOnce() - underWay.size()))
                    .forEach(this::begin);
        } catch (RuntimeException e) {
            LOG.error("cannot look which hosts need a certificate; it is tried again", e);
        }
    }

    private boolean mayBegin(Need need, Instant now) {
        return !underWay.contains(need.host())
                && folder.setbacks().of(need.host()).allows(now)
                && (!need.isNew() || newHosts.hasRoom(now));
    }

    private void begin(Need need) {
        underWay.add(need.host());
        ordering.execute(() -> {
            try {
                orderAlone(need.host());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                LOG.debugf(e, "the order for %s is given up, as the gateway stops", need.host());
            } catch (IOException | RuntimeException e) {
                LOG.errorf(e, "cannot order a certificate for %s; it is tried again", need.host());
            } finally {
                underWay.remove(need.host());
            }
        });
    }

    private void orderAlone(String host) throws IOException, InterruptedException {
        Optional<FileLock> lock = folder.locks().tryLock(host);
        if (lock.isEmpty()) {
            return; // another gateway orders it
        }
        try (FileLock _ = lock.get()) {
            hosts.refresh(); // another gateway may have done so a moment ago
            Instant now = clock.instant();
            Setback setback = folder.setbacks().of(host);
            Need need = new Need(host, hosts.held(host));
            boolean first = need.isNew() && setback.failures() == 0;
            if (need.isNow(now) && setback.allows(now) && (!first || newHosts.begin(now))) {
                order(host, setback);
            }
        }
    }

    private void order(String host, Setback before) throws InterruptedException {
        LOG.infof("ordering a certificate for %s", host);
        try {
            Issued issued = authority.certify(host);
            folder.keep(host, issued);
            hosts.refresh();
            metrics.issued();
            LOG.infof("%s has a certificate until %s", host, issued.until());
        } catch (OrderFailed failure) {
            if (looking.isShutdown()) {
                throw new InterruptedException("the gateway stops");
            }
            Setback setback = before.and(failure, config.retry(), clock.instant());
            folder.setbacks().put(host, setback);
            metrics.failed(failure.reason());
            LOG.warnf(
                    "no certificate for %s: %s; the order failed %d times and is not tried again before %s",
                    host, failure.said(), setback.failures(), setback.next().truncatedTo(ChronoUnit.SECONDS));
        }
    }

    @Override
    public void close() {
        looking.shutdownNow();
        ordering.shutdownNow();
        try {
            if (!ordering.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warnf("the orders for %s do not stop", underWay);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
