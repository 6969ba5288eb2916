package dev.berth.api.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.berth.api.refusal.Refusal.DomainUnproven;
import dev.berth.api.refusal.Refused;
import dev.berth.testing.DnsServer;
import io.vertx.mutiny.core.Vertx;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DnsCheckTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BASE = "apps.example.com";

    private final Vertx vertx = Vertx.vertx();
    private final DnsServer server = new DnsServer();

    @AfterEach
    void stop() {
        server.close();
        vertx.closeAndAwait();
    }

    private DnsCheck check(String... targets) {
        return check(BASE, server.at(), PATIENCE, targets);
    }

    private DnsCheck check(String baseDomain, String resolver, Duration timeout, String... targets) {
        return new DnsCheck(new Dns(vertx, Optional.of(resolver), timeout), baseDomain, List.of(targets), timeout);
    }

    private static void proves(DnsCheck check, String hostname) {
        check.prove(hostname, "web-shop").await().atMost(PATIENCE);
    }

    private static String refuses(DnsCheck check, String hostname) {
        Refused refused = catchThrowableOfType(
                Refused.class, () -> check.prove(hostname, "web-shop").await().atMost(PATIENCE));
        assertThat(refused).isNotNull();
        return ((DomainUnproven) refused.refusal()).reason();
    }

    @Test
    void an_alias_of_any_name_of_ours_leads_here() {
        server.alias("a.example.org", "web-shop.apps.example.com").alias("b.example.org", "APPS.example.com");
        proves(check(), "a.example.org");
        proves(check(), "b.example.org");
    }

    @Test
    void the_address_of_the_container_leads_here_whatever_its_kind() {
        server.address("web-shop.apps.example.com", "192.0.2.1").address("a.example.org", "192.0.2.1");
        proves(check(), "a.example.org");
        server.address("web-shop.apps.example.com", "2001:db8::1").address("b.example.org", "2001:db8:0::1");
        proves(check(), "b.example.org");
    }

    @Test
    void targets_may_be_names_or_addresses() {
        server.alias("a.example.org", "lb.example.net")
                .address("b.example.org", "192.0.2.7")
                .address("c.example.org", "192.0.2.8")
                .address("lb.example.net", "192.0.2.8");
        proves(check("lb.example.net"), "a.example.org");
        proves(check("192.0.2.7"), "b.example.org");
        proves(check("lb.example.net"), "c.example.org");
    }

    @Test
    void what_leads_elsewhere_or_nowhere_is_refused_with_what_to_do() {
        server.address("web-shop.apps.example.com", "192.0.2.1")
                .address("a.example.org", "192.0.2.9")
                .alias("b.example.org", "apps.example.com.evil.example");
        assertThat(refuses(check(), "a.example.org")).contains("a.example.org", "web-shop.apps.example.com");
        refuses(check(), "b.example.org");
        refuses(check(), "unknown.example.org");
        refuses(check("lb.example.net"), "unknown.example.org");
    }

    @Test
    void names_below_localhost_lead_to_this_machine() {
        proves(check("localhost", server.at(), PATIENCE), "shop.example.localhost");
        refuses(check(), "shop.example.localhost");
    }

    @Test
    void a_question_that_was_lost_is_asked_again() {
        server.alias("a.example.org", "lb.example.net").losing(2);

        proves(check(BASE, server.at(), Duration.ofSeconds(3), "lb.example.net"), "a.example.org");
    }

    @Test
    void silence_is_no_proof() throws IOException {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            DnsCheck check = check(BASE, "127.0.0.1:" + silent.getLocalPort(), Duration.ofMillis(200));
            assertThat(refuses(check, "a.example.org")).contains("no answer");
        }
    }
}
