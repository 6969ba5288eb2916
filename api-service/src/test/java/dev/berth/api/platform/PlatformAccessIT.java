package dev.berth.api.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.ApiServiceProfile;
import dev.berth.api.EventCount;
import dev.berth.api.Tenants;
import dev.berth.api.Tenants.Tenant;
import dev.berth.api.dialect.Http;
import dev.berth.api.dialect.scaleway.ScalewayClient;
import dev.berth.api.openapi.Endpoints;
import dev.berth.events.ApiKeyEvent.Right;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which key may do what, at each endpoint of Berth's own API. */
@QuarkusTest
@TestProfile(ApiServiceProfile.class)
class PlatformAccessIT {

    private static final String ROOT = "/berth/v1/";
    private static final String OPERATORS = " /berth/v1/admin/";

    @Inject
    Tenants tenants;

    @Inject
    EventCount events;

    private Tenant acme;
    private List<Sent> lists;
    private List<Sent> reads;
    /** Whoever may read them needs a reconciler, too, to get an answer. */
    private Sent logs;

    private List<Sent> changes;
    private List<Sent> creations;

    private record Sent(String method, String path, String body) {

        static Sent get(String path) {
            return new Sent("GET", ROOT + path, "");
        }

        static Sent post(String path, String body) {
            return new Sent("POST", ROOT + path, body);
        }

        static Sent delete(String path) {
            return new Sent("DELETE", ROOT + path, "");
        }

        Http.Response by(Http http) {
            return http.send(method, path, body);
        }
    }

    @BeforeEach
    void have_one_of_everything() {
        acme = tenants.organization();
        ScalewayClient client = ScalewayClient.of(acme);
        String container = "containers/" + client.container(client.namespace("demo"), "hello");
        String organization = "\"organization_id\":\"" + acme.organization() + "\"";
        lists = Stream.of("organizations", "projects", "api-keys", "quotas")
                .map(Sent::get)
                .toList();
        reads = List.of(
                Sent.get("organizations/" + acme.organization()),
                Sent.get("projects/" + acme.project()),
                Sent.get("api-keys/" + acme.key()));
        logs = Sent.get(container + "/logs");
        changes = List.of(
                Sent.delete("projects/" + acme.project()),
                Sent.post("api-keys/" + acme.key() + "/rotate", ""),
                Sent.delete("api-keys/" + acme.key()),
                Sent.post(container + "/rollback", "{\"revision\":1}"));
        creations = List.of(
                Sent.post("organizations", "{\"name\":\"mine\"}"),
                Sent.post("projects", "{" + organization + ",\"name\":\"mine\"}"),
                Sent.post("api-keys", "{" + organization + ",\"default_project_id\":\"" + acme.project() + "\"}"));
    }

    private static Http with(Tenant tenant) {
        return Http.api().with("X-Auth-Token", tenant.secret());
    }

    private static void assertAll(List<Sent> requests, Http http, int status) {
        assertThat(requests).allSatisfy(sent -> {
            Http.Response answer = sent.by(http);
            assertThat(answer.status()).as(sent + ": " + answer.text()).isEqualTo(status);
        });
    }

    @Test
    void a_key_of_another_organization_finds_nothing() {
        Http http = with(tenants.organization());
        long before = events.now();
        assertAll(reads, http, 404);
        assertAll(List.of(logs), http, 404);
        assertAll(changes, http, 404);
        assertAll(creations, http, 403);
        assertThat(lists)
                .allSatisfy(list -> assertThat(list.by(http).text())
                        .as(list.path())
                        .doesNotContain(
                                acme.organization().toString(),
                                acme.project().toString(),
                                acme.key().toString()));
        assertThat(events.now()).isEqualTo(before);
    }

    @Test
    void a_key_that_may_only_read_changes_nothing() {
        Http http =
                with(tenants.key(acme.organization(), Optional.empty(), acme.project(), Right.READ, Optional.empty()));
        long before = events.now();
        assertAll(reads, http, 200);
        assertAll(lists, http, 200);
        assertAll(changes, http, 403);
        assertAll(creations, http, 403);
        assertThat(events.now()).isEqualTo(before);
    }

    @Test
    void every_endpoint_is_asked() {
        List<Sent> asked = Stream.of(lists, reads, List.of(logs), changes, creations)
                .flatMap(List::stream)
                .toList();
        assertThat(Endpoints.all())
                .filteredOn(endpoint -> endpoint.contains(" " + ROOT) && !endpoint.contains(OPERATORS))
                .isNotEmpty()
                .allSatisfy(endpoint -> assertThat(asked)
                        .as("requests of this test for " + endpoint)
                        .anyMatch(sent -> Endpoints.isFor(endpoint, sent.method(), sent.path())));
    }
}
