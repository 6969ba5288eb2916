package dev.berth.api.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PublicAddressTest {

    private static final Optional<Integer> NO_HTTPS = Optional.empty();

    @Test
    void an_address_is_where_the_gateway_listens() {
        PublicAddress address = new PublicAddress("http", "localhost", 8090, Optional.of(8443));

        assertThat(address.of("web-shop")).isEqualTo("http://web-shop.localhost:8090");
        assertThat(address.ofHostname("shop.example")).isEqualTo("http://shop.example:8090");
    }

    @Test
    void a_host_without_a_scheme_is_one_that_https_leads_to() {
        assertThat(new PublicAddress("http", "localhost", 8090, Optional.of(8443)).host("web-shop"))
                .isEqualTo("web-shop.localhost:8443");
        assertThat(new PublicAddress("http", "berth.example", 80, Optional.of(443)).host("web-shop"))
                .isEqualTo("web-shop.berth.example");
    }

    @Test
    void what_answers_by_https_alone_has_an_address_that_says_so() {
        assertThat(new PublicAddress("http", "localhost", 8090, Optional.of(8443)).secure("web-shop"))
                .isEqualTo("https://web-shop.localhost:8443");
        assertThat(new PublicAddress("https", "berth.example", 443, Optional.of(8443)).secure("web-shop"))
                .isEqualTo("https://web-shop.berth.example");
        assertThat(new PublicAddress("http", "localhost", 8090, NO_HTTPS).secure("web-shop"))
                .isEqualTo("http://web-shop.localhost:8090");
    }

    @Test
    void where_there_is_no_https_it_is_the_only_one() {
        assertThat(new PublicAddress("http", "localhost", 8090, NO_HTTPS).host("web-shop"))
                .isEqualTo("web-shop.localhost:8090");
    }

    @Test
    void a_proxy_that_speaks_https_goes_before_the_gateway_s_own() {
        assertThat(new PublicAddress("https", "berth.example", 443, Optional.of(8443)).host("web-shop"))
                .isEqualTo("web-shop.berth.example");
    }
}
