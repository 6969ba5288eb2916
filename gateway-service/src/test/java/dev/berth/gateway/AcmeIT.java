package dev.berth.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.berth.events.DomainEvent.DomainAttached;
import dev.berth.events.DomainEvent.DomainDetached;
import dev.berth.events.spec.ContainerSpec.Privacy;
import dev.berth.gateway.Rig.Deployed;
import dev.berth.testing.DnsServer;
import dev.berth.testing.TestServers;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates ordered from a real authority, which looks for its challenges at the gateway's own port. */
class AcmeIT {

    private static final int A_DAY = 86_400;
    /** Where a slow machine fails an order or two, pauses come between. */
    private static final Duration SEVERAL_ORDERS = Duration.ofMinutes(3);

    private static Optional<String> lacking = Optional.empty();
    /** Domains of other tests would be ordered too. */
    private static TestServers servers = TestServers.own();

    private final Vertx vertx = Vertx.vertx();
    private final DnsServer dns = new DnsServer();
    private final List<Rig> rigs = new ArrayList<>();
    private final List<DomainAttached> domains = new ArrayList<>();

    @TempDir
    Path folder;

    private Pebble pebble;

    @BeforeAll
    static void build() throws Exception {
        lacking = Pebble.build();
    }

    @BeforeEach
    void start() {
        lacking.ifPresent(reason -> abort("certificates from Pebble: " + reason));
        pebble = new Pebble(folder);
    }

    @AfterEach
    void stop() {
        if (!rigs.isEmpty()) {
            domains.forEach(domain -> rigs.getFirst().publish(new DomainDetached(domain.id())));
        }
        rigs.forEach(Rig::close);
        if (pebble != null) {
            pebble.close();
        }
        dns.close();
        Rig.get(vertx.close());
    }

    @AfterAll
    static void stopServers() {
        servers.close();
    }

    private Rig gateway() {
        return gateway(Map.of());
    }

    private Rig gateway(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "tls.port", "0",
                "tls.reload", "100ms",
                "tls.authority", folder.resolve("own").toString(),
                "acme.directory", pebble.directory(),
                "acme.terms-agreed", "true",
                "acme.contact", "operator@berth.example",
                "acme.folder", shared().toString(),
                "acme.trusted", pebble.shown(),
                "acme.retry", "1s",
                "acme.look", "100ms"));
        settings.putAll(more);
        Rig rig = Rig.on(
                servers.bootstrapServers(),
                settings.entrySet().stream()
                        .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
                        .toArray(String[]::new));
        rigs.add(rig);
        return rig;
    }

    private Path shared() {
        return folder.resolve("shared");
    }

    private Deployed container(Rig rig) {
        Deployed container = rig.deployed(Histories.spec(Privacy.PUBLIC, true, Histories.PATIENCE));
        int upstream = rig.serve(request -> request.response().end("hello")).actualPort();
        rig.endpoints(container, 0, Rig.instance(upstream));
        return container;
    }

    private static String name(String label) {
        return label + "." + UUID.randomUUID().toString().substring(0, 8) + ".example";
    }

    private String attach(Rig rig, Deployed container, String hostname) {
        DomainAttached domain = Histories.attached(container.id(), hostname);
        domains.add(domain);
        rig.publish(domain);
        return hostname;
    }

    /** A domain that leads here, and whose container wants HTTPS. */
    private String domain(Rig rig) {
        String hostname = name("shop");
        dns.address(hostname, "127.0.0.1");
        return attach(rig, container(rig), hostname);
    }

    private String answer(Rig rig, String hostname, String trusted) {
        return HttpsClient.trusting(vertx, trusted)
                .get(rig.httpsPort(), hostname, HttpVersion.HTTP_1_1)
                .body();
    }

    private void awaitAnswer(Rig rig, String hostname) throws IOException {
        String root = pebble.root(vertx);
        await().atMost(SEVERAL_ORDERS).ignoreExceptions().until(() -> answer(rig, hostname, root), "hello"::equals);
    }

    private static double orders(Rig rig, String result) {
        return rig.meters().find("berth.gateway.acme.orders").tag("result", result).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static double secondsLeft(Rig rig) {
        return rig.meters().get("berth.gateway.acme.first.end").gauge().value();
    }

    @Test
    void a_domain_gets_a_certificate_that_clients_know_and_keeps_it_over_a_restart() throws IOException {
        Rig rig = gateway();
        pebble.start(rig.port(), dns.at(), A_DAY);
        String hostname = domain(rig);

        awaitAnswer(rig, hostname);
        await().until(() -> secondsLeft(rig) > A_DAY / 2.0 && secondsLeft(rig) <= A_DAY);
        assertThat(rig.get(hostname, "/.well-known/acme-challenge/none").status())
                .as("nobody's token is the container's affair, as everything else")
                .isEqualTo(301);
        rig.restartGateway();
        assertThat(answer(rig, hostname, pebble.root(vertx))).isEqualTo("hello");
        assertThat(orders(rig, "issued")).isEqualTo(1);
        assertThat(readableByOthers()).allMatch(file -> file.endsWith(".crt") || file.endsWith("/locks"));
    }

    private List<String> readableByOthers() throws IOException {
        try (Stream<Path> files = Files.walk(shared())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !permissions(file).equals("rw-------"))
                    .map(Path::toString)
                    .toList();
        }
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_certificate_is_renewed_before_it_ends() throws IOException {
        Rig rig = gateway();
        pebble.start(rig.port(), dns.at(), 12);
        String hostname = domain(rig);

        awaitAnswer(rig, hostname);
        // while its files are replaced, a handshake may fail
        X509Certificate first = await().ignoreExceptions().until(() -> shown(rig, hostname), Objects::nonNull);
        await().atMost(SEVERAL_ORDERS)
                .ignoreExceptions()
                .until(() -> !shown(rig, hostname).equals(first));
        awaitAnswer(rig, hostname);
    }

    private X509Certificate shown(Rig rig, String hostname) {
        return HttpsClient.credulous(vertx)
                .get(rig.httpsPort(), hostname, HttpVersion.HTTP_1_1)
                .shown();
    }

    @Test
    void an_authority_that_serves_its_customers_only_is_told_who_orders() throws IOException {
        Rig rig = gateway(pebble.serveCustomersOnly());
        pebble.start(rig.port(), dns.at(), A_DAY);

        awaitAnswer(rig, domain(rig));
    }

    @Test
    void a_host_that_is_refused_is_tried_again_later_and_holds_up_no_other() throws IOException {
        Rig rig = gateway();
        pebble.start(rig.port(), dns.at(), A_DAY);
        String lost = attach(rig, container(rig), name("lost")); // no DNS server knows it

        await().until(() -> orders(rig, "refused") > 0);
        assertThat(answer(rig, lost, folder.resolve("own/authority.crt").toString()))
                .isEqualTo("hello");
        awaitAnswer(rig, domain(rig));

        dns.address(lost, "127.0.0.1");
        awaitAnswer(rig, lost);
    }

    @Test
    void an_authority_is_answered_by_a_gateway_that_has_not_ordered() throws IOException {
        Rig asked = gateway(Map.of("acme.at-once", "0"));
        Rig ordering = gateway();
        pebble.start(asked.port(), dns.at(), A_DAY);
        String hostname = domain(asked);

        awaitAnswer(asked, hostname);
        assertThat(orders(asked, "issued")).isZero();
        assertThat(orders(ordering, "issued")).isEqualTo(1);
    }

    @Test
    void of_two_gateways_on_one_folder_one_orders_for_a_host() throws IOException {
        Rig one = gateway();
        Rig other = gateway();
        pebble.start(one.port(), dns.at(), A_DAY);
        List<String> hostnames = Stream.generate(() -> domain(one)).limit(4).toList();

        for (String hostname : hostnames) {
            awaitAnswer(one, hostname);
            awaitAnswer(other, hostname);
        }
        assertThat(orders(one, "issued") + orders(other, "issued")).isEqualTo(hostnames.size());
    }
}
