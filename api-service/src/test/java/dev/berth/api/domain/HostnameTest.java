package dev.berth.api.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostnameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"a.b", "shop.example.com", "xn--bcher-kva.example", "a.b-c.d2", "shop.web.localhost", "1.2.3.4a"
            })
    void a_dns_name_will_do(String hostname) {
        assertThat(Hostname.fault(hostname, "localhost")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ab",
                "single",
                "-a.example",
                "a-.example",
                "a..example",
                "a.example.",
                ".a.example",
                "a_b.example",
                "*.example.com",
                "SHOP.example",
                "bücher.example",
                "http://a.example",
                "a.example:80",
                "a.example\n",
                "10.0.0.1",
                "a.example.1",
                "::1"
            })
    void anything_else_will_not(String hostname) {
        assertThat(Hostname.fault(hostname, "localhost")).isPresent();
    }

    @Test
    void it_is_at_most_63_characters() {
        assertThat(Hostname.fault("a".repeat(55) + ".example", "localhost")).isEmpty();
        assertThat(Hostname.fault("a".repeat(56) + ".example", "localhost")).isPresent();
    }

    @Test
    void names_that_berth_gives_are_not_for_the_taking() {
        assertThat(Hostname.fault("web-demo.localhost", "localhost")).isPresent();
        assertThat(Hostname.fault("apps.example.com", "apps.example.com")).isPresent();
        assertThat(Hostname.fault("web-demo.apps.example.com", "apps.example.com"))
                .isPresent();
        assertThat(Hostname.fault("shop.web.apps.example.com", "apps.example.com"))
                .isEmpty();
        assertThat(Hostname.fault("shop.example.com", "apps.example.com")).isEmpty();
    }
}
