package dev.berth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which requests a container gets, and for how long they may run. */
abstract class RequestSettings extends Settings {

    RequestSettings(Api api, String namespace) {
        super(api, namespace);
    }

    @Test
    void a_request_that_takes_longer_than_it_may() throws Exception {
        Deployed container = create("slow", Map.of("timeout", "10s"));

        assertThat(container.ask("/sleep?ms=30000").status()).isEqualTo(504);
        assertThat(container.ask("/sleep?ms=500").status()).isEqualTo(200);
    }

    @Test
    void https_only() throws Exception {
        Deployed container = create("https", Map.of("https_connections_only", true));
        assertThat(container.ask("/").status()).isEqualTo(301);

        container.change(Map.of("https_connection_only", false));

        await().atMost(SOON).until(() -> container.ask("/").status() == 200);
    }

    @Test
    void no_public_endpoint() throws Exception {
        Deployed container = create("hidden", Map.of("enable_default_public_endpoint", false));
        assertThat(container.ask("/").status()).isEqualTo(404);

        container.change(Map.of("enable_default_public_endpoint", true));

        await().atMost(SOON).until(() -> container.ask("/").status() == 200);
    }

    @Test
    void privacy() throws Exception {
        Deployed container = create("private", Map.of("privacy", "private"));

        assertThat(container.ask("/").status()).isEqualTo(403);
        assertThat(container.ask("/", "of nobody").status()).isEqualTo(403);
        assertThat(container.ask("/", berth.credential("SCW_SECRET_KEY")).status())
                .isEqualTo(200);

        container.change(Map.of("privacy", "public"));

        await().atMost(SOON).until(() -> container.ask("/").status() == 200);
    }
}
