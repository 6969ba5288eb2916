package dev.berth.reconciler.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.berth.events.spec.Failure.Reason;
import dev.berth.reconciler.engine.EngineRefused;
import dev.berth.reconciler.engine.Reference;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A conversation with a registry on this machine, which speaks as registries do. */
class ImageRegistryTest {

    private static final String DIGEST = "sha256:0123";
    private static final String ANNA = "Basic YW5uYTpzM2NyM3Q="; // anna:s3cr3t

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private String host = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        host = "localhost:" + server.getAddress().getPort();
        server.createContext("/token", this::token);
        server.createContext("/v2/open/", exchange -> answer(exchange, true, ""));
        server.createContext("/v2/asking/", exchange -> answer(exchange, heard(exchange, "Bearer t0ken"), bearer()));
        server.createContext(
                "/v2/closed/", exchange -> answer(exchange, heard(exchange, ANNA), "Basic realm=\"closed\""));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String bearer() {
        return "Bearer realm=\"http://%s/token\",service=\"%s\",scope=\"repository:asking/web:pull\""
                .formatted(host, host);
    }

    private void token(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI().getQuery());
        boolean known = heard(exchange, ANNA);
        byte[] body = "{\"token\": \"t0ken\"}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(known ? 200 : 401, known ? body.length : -1);
        if (known) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static void answer(HttpExchange exchange, boolean allowed, String challenge) throws IOException {
        boolean known = exchange.getRequestURI().getPath().endsWith("/manifests/1");
        if (!allowed) {
            exchange.getResponseHeaders().set("WWW-Authenticate", challenge);
        } else if (known) {
            exchange.getResponseHeaders().set("Docker-Content-Digest", DIGEST);
        }
        exchange.sendResponseHeaders(allowed ? known ? 200 : 404 : 401, -1);
        exchange.close();
    }

    private static boolean heard(HttpExchange exchange, String authorization) {
        return authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    @Test
    void a_tag_that_anybody_may_see_is_looked_up() throws IOException {
        assertThat(digest("/open/web:1", Optional.empty())).contains(DIGEST);
        assertThat(digest("/open/web:2", Optional.empty())).isEmpty();
    }

    @Test
    void credentials_are_told_to_a_registry_that_asks_for_them() throws IOException {
        assertThat(digest("/closed/web:1", Optional.of(anna()))).contains(DIGEST);
    }

    @Test
    void credentials_are_told_to_the_token_server_that_the_registry_names() throws IOException {
        assertThat(digest("/asking/web:1", Optional.of(anna()))).contains(DIGEST);
        assertThat(asked).containsExactly("service=" + host + "&scope=repository:asking/web:pull");
    }

    @Test
    void without_credentials_the_refusal_says_that_they_are_wanted() {
        assertThatExceptionOfType(EngineRefused.class)
                .isThrownBy(() -> digest("/asking/web:1", Optional.empty()))
                .satisfies(refused -> assertThat(refused.failure().reason()).isEqualTo(Reason.IMAGE_NOT_ALLOWED))
                .withMessageContaining(host + " wants credentials");
    }

    @Test
    void with_wrong_credentials_the_refusal_says_that_others_are_wanted() {
        PullSecret wrong =
                new PullSecret("{\"auths\": {\"%s\": {\"username\": \"anna\", \"password\": \"?\"}}}".formatted(host));

        assertThatExceptionOfType(EngineRefused.class)
                .isThrownBy(() -> digest("/closed/web:1", Optional.of(wrong)))
                .withMessageContaining(host + " wants other credentials");
    }

    @Test
    void what_is_secret_is_in_no_text_of_it() {
        assertThat(anna()).hasToString("PullSecret[" + host + "]");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new PullSecret("s3cr3t"))
                .withMessage("it is not JSON");
    }

    private PullSecret anna() {
        return new PullSecret("{\"auths\": {\"https://%s/v1/\": {\"username\": \"anna\", \"password\": \"s3cr3t\"}}}"
                .formatted(host));
    }

    private Optional<String> digest(String image, Optional<PullSecret> credentials) throws IOException {
        try (ImageRegistry registry = new ImageRegistry(credentials)) {
            return registry.digest(Reference.of(host + image));
        }
    }
}
