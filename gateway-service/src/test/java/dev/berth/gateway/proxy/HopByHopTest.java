package dev.berth.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HopByHopTest {

    private static MultiMap headers(String... namesAndValues) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection",
                "connection",
                "Keep-Alive",
                "Proxy-Connection",
                "Proxy-Authenticate",
                "Proxy-Authorization",
                "TE",
                "Transfer-Encoding",
                "UPGRADE",
                "HTTP2-Settings"
            })
    void these_end_here(String name) {
        assertThat(HopByHop.is(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length", "Cookie", "Trailer", "X-Upgrade", "Accept", "Authorization"})
    void these_go_on(String name) {
        assertThat(HopByHop.is(name)).isFalse();
    }

    @Test
    void a_message_may_name_more() {
        assertThat(HopByHop.named(headers())).isEmpty();
        assertThat(HopByHop.named(headers("Connection", "keep-alive"))).isEmpty();
        assertThat(HopByHop.named(headers("Connection", "close, X-One , x-two", "Connection", "x-three")))
                .containsExactlyInAnyOrder("x-one", "x-two", "x-three");
    }

    @Test
    void an_upgrade_is_named_in_both_headers() {
        assertThat(HopByHop.upgrades(headers("Connection", "keep-alive, Upgrade", "Upgrade", "websocket")))
                .isTrue();
        assertThat(HopByHop.upgrades(headers("Upgrade", "websocket"))).isFalse();
        assertThat(HopByHop.upgrades(headers("Connection", "Upgrade"))).isFalse();
    }
}
