package dev.berth.api.dialect.scaleway;

import static dev.berth.api.dialect.scaleway.ScalewayClient.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.ApiServiceProfile;
import dev.berth.api.EventCount;
import dev.berth.api.Tenants;
import dev.berth.api.Tenants.Tenant;
import dev.berth.api.dialect.Http;
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
            C + "/triggers",
            B + "/namespaces",
            B + "/containers",
            B + "/crons",
            B + "/triggers",
            B + "/tokens");

    @Inject
    Tenants tenants;

    @Inject
    EventCount events;

    private Tenant acme;
    private List<String> items;
    private List<Sent> actions;
    private List<Sent> creations;
    private long before;

    private record Sent(String path, String body) {}

    @BeforeEach
    void have_one_of_everything() {
        acme = tenants.organization();
        ScalewayClient client = ScalewayClient.of(acme);
        String namespace = client.namespace("demo");
        String container = client.container(namespace, "hello");
        String owner = "{\"container_id\":\"" + container + "\"";
        String cron = owner + ",\"name\":\"nightly\",\"cron_config\":{\"schedule\":\"@daily\"}}";
        String nats = owner + ",\"name\":\"orders\",\"scw_nats_config\":{\"subject\":\"orders\"}}";
        String nightly = id(client.post("/triggers", cron));
        String orders = id(client.http().send("POST", B + "/triggers", nats));
        items = List.of(
                C + "/namespaces/" + namespace,
                C + "/containers/" + container,
                C + "/triggers/" + nightly,
                B + "/namespaces/" + namespace,
                B + "/containers/" + container,
                B + "/crons/" + nightly,
                B + "/triggers/" + orders);
        actions = List.of(
                new Sent(C + "/containers/" + container + "/redeploy", "{}"),
                new Sent(B + "/containers/" + container + "/deploy", "{}"));
        String web = ScalewayClient.container(namespace, "web", ",\"registry_image\":\"nginx:latest\"");
        String shop = "{\"name\":\"shop\",\"project_id\":\"" + acme.project() + "\"}";
        creations = List.of(
                new Sent(C + "/namespaces", shop),
                new Sent(C + "/containers", web),
                new Sent(C + "/triggers", cron),
                new Sent(B + "/namespaces", shop),
                new Sent(B + "/containers", web),
                new Sent(B + "/crons", owner + ",\"schedule\":\"@daily\"}"),
                new Sent(B + "/triggers", nats),
                new Sent(B + "/tokens", owner + "}"));
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
        assertThat(Stream.concat(items.stream().flatMap(item -> all(http, item)), posted(http, actions)))
                .allSatisfy(answer -> assertRefused(answer, 404, "not_found"));
        assertThat(posted(http, creations))
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
        assertThat(items).allSatisfy(item -> ok(http.get(item)));
        assertThat(LISTS).allSatisfy(list -> ok(http.get(list)));
        assertThat(Stream.of(
                                items.stream().map(item -> http.send("PATCH", item, "{}")),
                                items.stream().map(http::delete),
                                posted(http, actions),
                                posted(http, creations))
                        .flatMap(answers -> answers))
                .allSatisfy(answer -> assertRefused(answer, 403, "permissions_denied"));
    }

    @Test
    void without_a_key_there_is_nothing() {
        Http http = Http.api();
        assertThat(Stream.of(
                                items.stream().flatMap(item -> all(http, item)),
                                LISTS.stream().map(http::get),
                                posted(http, actions),
                                posted(http, creations))
                        .flatMap(answers -> answers))
                .allSatisfy(answer -> assertRefused(answer, 401, "denied_authentication"));
    }

    private static Http with(Tenant tenant) {
        return Http.api().with("X-Auth-Token", tenant.secret());
    }

    private static Stream<Http.Response> all(Http http, String item) {
        return Stream.of(http.get(item), http.send("PATCH", item, "{}"), http.delete(item));
    }

    private static Stream<Http.Response> posted(Http http, List<Sent> requests) {
        return requests.stream().map(request -> http.send("POST", request.path(), request.body()));
    }

    private static void assertRefused(Http.Response answer, int status, String type) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.text("type")).isEqualTo(type);
    }
}
