package dev.berth.gateway.acme;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NeedTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static Lifetime left(int days) {
        Instant until = NOON.plus(Duration.ofDays(days));
        return new Lifetime(until.minus(Duration.ofDays(90)), until);
    }

    @Test
    void hosts_without_a_certificate_and_with_one_that_ends_need_one_those_first_that_end_first() {
        Map<String, Lifetime> held =
                Map.of("fresh.example", left(80), "old.example", left(20), "older.example", left(2));
        List<Need> needs = Need.among(
                Stream.of("new.example", "old.example", "fresh.example", "older.example"),
                host -> Optional.ofNullable(held.get(host)),
                NOON);
        assertThat(needs).extracting(Need::host).containsExactly("older.example", "old.example", "new.example");
        assertThat(needs).extracting(Need::isNew).containsExactly(false, false, true);
    }

    @Test
    void a_name_that_none_can_have_a_certificate_for_becomes_no_order_and_no_file() {
        assertThat(Stream.of("shop.example.com", "a.b", "xn--bcher-kva.example", "1.2.3.example")
                        .allMatch(Orderable::test))
                .isTrue();
        assertThat(Stream.of(
                                "",
                                "example",
                                ".example.com",
                                "shop..example",
                                "shop.example.",
                                "Shop.example",
                                "*.example.com",
                                "../../etc/passwd",
                                "a/b.example",
                                "-a.example",
                                "a-.example",
                                "a_b.example",
                                "10.0.0.1",
                                "hello-demo.localhost",
                                "a".repeat(64) + ".example",
                                "a.".repeat(130) + "example")
                        .noneMatch(Orderable::test))
                .isTrue();
    }

    @Test
    void so_many_new_hosts_begin_in_an_hour_and_no_more() {
        NewHosts hosts = new NewHosts(2);
        assertThat(hosts.begin(NOON)).isTrue();
        assertThat(hosts.begin(NOON.plusSeconds(1800))).isTrue();
        assertThat(hosts.begin(NOON.plusSeconds(3599))).isFalse();
        assertThat(hosts.begin(NOON.plusSeconds(3600))).isTrue();
        assertThat(hosts.hasRoom(NOON.plusSeconds(3600))).isFalse();
    }
}
