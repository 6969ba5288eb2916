package dev.berth.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.events.ApiKeyEvent.ApiKeyCreated;
import dev.berth.events.ApiKeyEvent.ApiKeyRevoked;
import dev.berth.events.ContainerEvent.ContainerDeletionRequested;
import dev.berth.events.ContainerId;
import dev.berth.events.ProjectId;
import dev.berth.events.spec.ContainerSpec.Privacy;
import dev.berth.gateway.Rig.Deployed;
import dev.berth.gateway.Rig.Reply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoutingIT {

    private Rig rig;
    private HttpServer echo;

    @BeforeAll
    void start() {
        rig = Rig.start();
        echo = rig.serve(request -> {
            StringBuilder seen = new StringBuilder(request.method() + " " + request.uri() + "\n");
            request.headers()
                    .forEach(header -> seen.append(header.getKey().toLowerCase(java.util.Locale.ROOT))
                            .append(": ")
                            .append(header.getValue())
                            .append('\n'));
            request.response().end(seen.toString());
        });
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    private Deployed running(Privacy privacy, boolean httpsOnly) {
        Deployed container = rig.deployed(Histories.spec(privacy, httpsOnly, Histories.PATIENCE));
        rig.endpoints(container, 0, Rig.instance(echo.actualPort()));
        return container;
    }

    private static String secret() {
        return UUID.randomUUID().toString();
    }

    @Test
    void a_host_leads_to_its_container_in_any_case_and_with_any_port() {
        Deployed container = running(Privacy.PUBLIC, false);
        assertThat(rig.get(container.host(), "/a?b=c").body()).startsWith("GET /a?b=c\n");
        assertThat(rig.get(container.host().toUpperCase(java.util.Locale.ROOT), "/")
                        .status())
                .isEqualTo(200);
        assertThat(rig.get(container.host() + ":8090", "/").body()).contains("host: " + container.host() + ":8090\n");
    }

    @Test
    void an_unknown_host_is_told_so() {
        Reply reply = rig.get("nobody.localhost", "/");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.headers().get("content-type")).isEqualTo("application/json");
        assertThat(reply.body()).contains("unknown_host").contains("no container answers at nobody.localhost");
    }

    /** A client that was told "ready" goes there at once. */
    @Test
    void what_is_known_elsewhere_is_not_refused_here() {
        for (int time = 0; time < 20; time++) {
            Deployed container = rig.told(Histories.spec(Privacy.PUBLIC, false, Histories.PATIENCE));
            rig.tellEndpoints(container, 0, Rig.instance(echo.actualPort()));

            Reply reply = time % 2 == 0
                    ? rig.get(container.host(), "/soon")
                    : rig.post(container.host(), "/soon", Buffer.buffer("a body"));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).startsWith((time % 2 == 0 ? "GET" : "POST") + " /soon\n");
        }
    }

    @Test
    void the_container_hears_who_asked_and_how() {
        Deployed container = running(Privacy.PUBLIC, false);
        Reply reply = rig.get(
                container.host(),
                "/",
                "X-Forwarded-For",
                "6.6.6.6",
                "X-Request-ID",
                "mine",
                "traceparent",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        assertThat(reply.body())
                .contains("x-forwarded-for: 127.0.0.1\n")
                .contains("x-forwarded-proto: http\n")
                .contains("x-forwarded-host: " + container.host() + "\n")
                .contains("x-request-id: mine\n")
                .contains("traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\n");
        assertThat(reply.headers().get("X-Request-ID")).isEqualTo("mine");
    }

    @Test
    void a_request_without_ids_gets_some() {
        Deployed container = running(Privacy.PUBLIC, false);
        assertThat(rig.get(container.host(), "/").body())
                .containsPattern("x-request-id: [0-9a-f]{32}\n")
                .containsPattern("traceparent: 00-[0-9a-f]{32}-[0-9a-f]{16}-01\n");
    }

    @Test
    void headers_about_the_connection_end_at_the_gateway() {
        Deployed container = running(Privacy.PUBLIC, false);
        String body = rig.get(
                        container.host(),
                        "/",
                        "Connection",
                        "keep-alive, X-Secret",
                        "X-Secret",
                        "1",
                        "Keep-Alive",
                        "timeout=5",
                        "Proxy-Authorization",
                        "basic x",
                        "X-Kept",
                        "2")
                .body();
        assertThat(body)
                .contains("x-kept: 2\n")
                .doesNotContain("x-secret")
                .doesNotContain("keep-alive")
                .doesNotContain("proxy-authorization");
    }

    @Test
    void https_only_redirects() {
        Deployed container = running(Privacy.PUBLIC, true);
        Reply reply = rig.get(container.host() + ":8090", "/path?query=1");
        assertThat(reply.status()).isEqualTo(301);
        assertThat(reply.headers().get("Location")).isEqualTo("https://" + container.host() + "/path?query=1");
    }

    @Test
    void a_private_container_is_not_woken_by_strangers() {
        Deployed container = rig.deployed(Histories.spec(Privacy.PRIVATE, false, Histories.PATIENCE));
        Reply none = rig.get(container.host(), "/");
        assertThat(none.status()).isEqualTo(403);
        assertThat(none.body()).contains("is private");
        assertThat(rig.get(container.host(), "/", "X-Auth-Token", secret()).status())
                .isEqualTo(403);
        // something that is told in any case comes after what would have been told of the strangers
        rig.endpoints(container, 0);
        assertThat(rig.demands(container.id())).allSatisfy(demand -> {
            assertThat(demand.requests()).isZero();
            assertThat(demand.queued()).isZero();
        });
    }

    @Test
    void the_secret_of_a_key_opens_a_private_container_and_goes_no_further() {
        String secret = secret();
        rig.publish(Histories.key(secret, Optional.empty(), Optional.empty()));
        Deployed container = running(Privacy.PRIVATE, false);
        Reply reply = rig.get(container.host(), "/", "X-Auth-Token", secret);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).doesNotContain("x-auth-token").doesNotContain(secret);
    }

    @Test
    void a_public_container_gets_the_token_header_as_its_own() {
        Deployed container = running(Privacy.PUBLIC, false);
        assertThat(rig.get(container.host(), "/", "X-Auth-Token", "its-own").body())
                .contains("x-auth-token: its-own\n");
    }

    @Test
    void a_key_of_another_project_or_past_its_time_opens_nothing() {
        String foreign = secret();
        String expired = secret();
        rig.publish(Histories.key(foreign, Optional.of(new ProjectId(UUID.randomUUID())), Optional.empty()));
        rig.publish(Histories.key(
                expired, Optional.empty(), Optional.of(Instant.now().minusSeconds(1))));
        Deployed container = running(Privacy.PRIVATE, false);
        assertThat(rig.get(container.host(), "/", "X-Auth-Token", foreign).status())
                .isEqualTo(403);
        assertThat(rig.get(container.host(), "/", "X-Auth-Token", expired).status())
                .isEqualTo(403);
    }

    @Test
    void a_revoked_key_opens_nothing_any_more() {
        String secret = secret();
        ApiKeyCreated key = Histories.key(secret, Optional.of(Histories.SHOP), Optional.empty());
        rig.publish(key);
        Deployed container = running(Privacy.PRIVATE, false);
        assertThat(rig.get(container.host(), "/", "X-Auth-Token", secret).status())
                .isEqualTo(200);
        rig.publish(new ApiKeyRevoked(key.id()));
        await().until(() ->
                rig.get(container.host(), "/", "X-Auth-Token", secret).status() == 403);
    }

    @Test
    void a_container_that_is_made_private_is_closed_before_it_is_deployed() {
        Deployed container = running(Privacy.PUBLIC, false);
        assertThat(rig.get(container.host(), "/").status()).isEqualTo(200);
        rig.publish(
                Histories.configured(container.id(), 2, Histories.spec(Privacy.PRIVATE, false, Histories.PATIENCE)));
        rig.publish(Histories.requested(container.id(), 2, 2));
        await().until(() -> rig.get(container.host(), "/").status() == 403);
    }

    @Test
    void a_deleted_container_answers_no_more_and_its_host_may_be_taken_again() {
        Deployed first = running(Privacy.PUBLIC, false);
        rig.publish(new ContainerDeletionRequested(first.id()));
        await().until(() -> rig.get(first.host(), "/").status() == 404);
        ContainerId second = new ContainerId(UUID.randomUUID());
        rig.publish(Histories.created(second, first.host().replace(".localhost", "")));
        await().until(() -> rig.get(first.host(), "/").status() == 503);
        assertThat(rig.get(first.host(), "/").body()).contains("was never deployed");
    }
}
