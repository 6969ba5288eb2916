package dev.berth.api.dialect.scaleway;

import static dev.berth.api.dialect.scaleway.ScalewayClient.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.ApiServiceProfile;
import dev.berth.api.EventCount;
import dev.berth.api.Tenants;
import dev.berth.api.Tenants.Tenant;
import dev.berth.api.dialect.Http;
import dev.berth.api.openapi.Endpoints;
import dev.berth.events.ApiKeyEvent.Right;
import dev.berth.events.ProjectId;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which key may do what, at each endpoint of both versions of the containers API. */
@QuarkusTest
@TestProfile(ApiServiceProfile.class)
class AccessIT {

    private static final String C = ScalewayClient.C;
    private static final String B = "/containers/v1beta1/regions/fr-par";
    private static final List<String> LISTS = List.of(
            C + "/namespaces",
            C + "/containers",
            C + "/domains",
            C + "/triggers",
            B + "/namespaces",
            B + "/containers",
            B + "/crons",
            B + "/domains",
            B + "/triggers",
            B + "/tokens");

    @Inject
    Tenants tenants;

    @Inject
    EventCount events;

    private Tenant acme;
    private List<Sent> reads;
    /** Whoever may read them needs a reconciler, too, to get an answer. */
    private Sent logs;

    private List<Sent> changes;
    private List<Sent> creations;
    private long before;

    private record Sent(String method, String path, String body) {

        static Sent get(String path) {
            return new Sent("GET", path, "");
        }

        static Sent patch(String path) {
            return new Sent("PATCH", path, "{}");
        }

        static Sent delete(String path) {
            return new Sent("DELETE", path, "");
        }

        static Sent post(String path, String body) {
            return new Sent("POST", path, body);
        }

        Http.Response by(Http http) {
            return http.send(method, path, body);
        }
    }

    @BeforeEach
    void have_one_of_everything() {
        acme = tenants.organization();
        Http http = with(acme);
        ScalewayClient client = ScalewayClient.of(acme);
        String namespace = client.namespace("demo");
        String container = client.container(namespace, "hello");
        String shop = "{\"name\":\"shop\",\"project_id\":\"" + acme.project() + "\"}";
        String web = ScalewayClient.container(namespace, "web", ",\"registry_image\":\"nginx:latest\"");
        String owner = "{\"container_id\":\"" + container + "\"";
        Sent cron = Sent.post(C + "/triggers", owner + ",\"name\":\"a1\",\"cron_config\":{\"schedule\":\"@daily\"}}");
        Sent nats = Sent.post(B + "/triggers", owner + ",\"name\":\"a2\",\"scw_nats_config\":{\"subject\":\"a\"}}");
        Sent domain = Sent.post(C + "/domains", owner + ",\"hostname\":\"shop.d" + container + ".localhost\"}");
        Sent token = Sent.post(B + "/tokens", owner + "}");
        String nightly = id(cron.by(http));
        String attached = id(domain.by(http));
        List<String> changeable = List.of(
                C + "/namespaces/" + namespace,
                C + "/containers/" + container,
                C + "/domains/" + attached,
                C + "/triggers/" + nightly,
                B + "/namespaces/" + namespace,
                B + "/containers/" + container,
                B + "/crons/" + nightly,
                B + "/triggers/" + id(nats.by(http)));
        List<String> fixed = List.of(B + "/domains/" + attached, B + "/tokens/" + id(token.by(http)));
        List<String> contents = List.of(B + "/namespaces/" + namespace + "/containers");
        reads = Stream.of(changeable, fixed, contents)
                .flatMap(List::stream)
                .map(Sent::get)
                .toList();
        logs = Sent.get(B + "/containers/" + container + "/logs");
        changes = Stream.of(
                        changeable.stream().map(Sent::patch),
                        changeable.stream().map(Sent::delete),
                        fixed.stream().map(Sent::delete),
                        Stream.of(
                                Sent.post(C + "/containers/" + container + "/redeploy", "{}"),
                                Sent.post(B + "/containers/" + container + "/deploy", "{}")))
                .flatMap(sent -> sent)
                .toList();
        creations = List.of(
                Sent.post(C + "/namespaces", shop),
                Sent.post(C + "/containers", web),
                domain,
                cron,
                Sent.post(B + "/namespaces", shop),
                Sent.post(B + "/containers", web),
                Sent.post(B + "/crons", owner + ",\"schedule\":\"@daily\"}"),
                Sent.post(B + "/domains", owner + ",\"hostname\":\"more.d" + container + ".localhost\"}"),
                nats,
                token,
                Sent.get(B + "/issue-jwt?container_id=" + container));
        before = events.now();
    }

    private static String id(Http.Response created) {
        return ok(created).path("id").asText();
    }

    @AfterEach
    void nothing_has_happened() {
        assertThat(events.now()).isEqualTo(before);
    }

    @Test
    void a_key_of_another_organization_finds_nothing() {
        findsNothing(with(tenants.organization()));
    }

    @Test
    void a_key_of_another_project_finds_nothing() {
        ProjectId other = tenants.project(acme.organization());
        Tenant narrow = tenants.key(acme.organization(), Optional.of(other), other, Right.WRITE, Optional.empty());
        before = events.now();
        findsNothing(with(narrow));
    }

    private void findsNothing(Http http) {
        before = events.now();
        assertRefused(logs.by(http), 404, "not_found");
        assertThat(all(http, reads)).allSatisfy(answer -> assertRefused(answer, 404, "not_found"));
        assertThat(all(http, changes)).allSatisfy(answer -> assertRefused(answer, 404, "not_found"));
        assertThat(all(http, creations))
                .allSatisfy(
                        answer -> assertThat(answer.status()).as(answer.text()).isIn(403, 404));
        assertThat(LISTS)
                .allSatisfy(list -> assertThat(
                                ok(http.get(list)).path("total_count").asInt())
                        .as(list)
                        .isZero());
    }

    @Test
    void a_key_that_may_only_read_changes_nothing() {
        Http http =
                with(tenants.key(acme.organization(), Optional.empty(), acme.project(), Right.READ, Optional.empty()));
        before = events.now();
        assertThat(all(http, reads)).allSatisfy(ScalewayClient::ok);
        assertThat(LISTS).allSatisfy(list -> ok(http.get(list)));
        assertThat(all(http, changes)).allSatisfy(answer -> assertRefused(answer, 403, "permissions_denied"));
        assertThat(all(http, creations)).allSatisfy(answer -> assertRefused(answer, 403, "permissions_denied"));
    }

    @Test
    void every_endpoint_is_asked() {
        List<Sent> asked = Stream.of(
                        reads,
                        List.of(logs),
                        changes,
                        creations,
                        LISTS.stream().map(Sent::get).toList())
                .flatMap(List::stream)
                .toList();
        assertThat(Endpoints.all())
                .filteredOn(endpoint -> endpoint.contains(" /containers/"))
                .isNotEmpty()
                .allSatisfy(endpoint -> assertThat(asked)
                        .as("requests of this test for " + endpoint)
                        .anyMatch(sent -> Endpoints.isFor(endpoint, sent.method(), sent.path())));
    }

    @Test
    void without_a_key_there_is_nothing() {
        Http http = Http.api();
        assertThat(List.of(reads, List.of(logs), changes, creations))
                .allSatisfy(requests -> assertThat(all(http, requests))
                        .allSatisfy(answer -> assertRefused(answer, 401, "denied_authentication")));
        assertThat(LISTS).allSatisfy(list -> assertRefused(http.get(list), 401, "denied_authentication"));
    }

    private static Http with(Tenant tenant) {
        return Http.api().with("X-Auth-Token", tenant.secret());
    }

    private static Stream<Http.Response> all(Http http, List<Sent> requests) {
        return requests.stream().map(sent -> sent.by(http));
    }

    private static void assertRefused(Http.Response answer, int status, String type) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.text("type")).isEqualTo(type);
    }
}
