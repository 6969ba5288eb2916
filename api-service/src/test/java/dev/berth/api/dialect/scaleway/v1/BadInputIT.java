package dev.berth.api.dialect.scaleway.v1;

import static dev.berth.api.dialect.scaleway.ScalewayClient.C;
import static dev.berth.api.dialect.scaleway.ScalewayClient.container;
import static dev.berth.api.dialect.scaleway.ScalewayClient.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.api.ApiServiceProfile;
import dev.berth.api.EventCount;
import dev.berth.api.Tenants;
import dev.berth.api.Tenants.Tenant;
import dev.berth.api.dialect.Http;
import dev.berth.api.dialect.scaleway.ScalewayClient;
import dev.berth.events.ApiKeyEvent.Right;
import dev.berth.events.ProjectId;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent: the answer is an error in the words of this API, and nothing has changed. */
@QuarkusTest
@TestProfile(ApiServiceProfile.class)
class BadInputIT {

    private static final String UNKNOWN = "3b0c0f0e-1111-4222-8333-444455556666";
    private static final int TEN_MEGABYTES = 10_000_000;

    @Inject
    Tenants tenants;

    @Inject
    EventCount events;

    private Tenant acme;
    private ScalewayClient client;
    private String namespace;
    private String container;
    private long before;

    @BeforeEach
    void have_a_container() {
        acme = tenants.organization();
        client = ScalewayClient.of(acme);
        namespace = client.namespace("demo");
        container = client.container(namespace, "hello");
        before = events.now();
    }

    @AfterEach
    void nothing_has_happened() {
        assertThat(events.now()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"name\":\"web\"",
                "[]",
                "\"web\"",
                "5",
                "null",
                "{\"name\":\"web\"}}",
                "{\"name\":\"web\",\"name\":\"web\"}",
                "name=web",
                "<xml/>",
                "{\"name\":\"web\",}",
                "{'name':'web'}",
                "{\"name\":NaN}",
                "{\"port\":0x10}"
            })
    void malformed_json_is_refused_everywhere(String body) {
        List<Http.Response> answers = List.of(
                client.post("/namespaces", body),
                client.patch("/namespaces/" + namespace, body),
                client.post("/containers", body),
                client.patch("/containers/" + container, body));
        assertThat(answers).allSatisfy(answer -> assertInvalid(answer, "body", "format"));
    }

    @Test
    void bytes_that_are_no_utf8_are_refused() {
        byte[] body = "{\"name\":\"web\",\"description\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertInvalid(
                client.http().send("POST", C + "/namespaces", BodyPublishers.ofByteArray(body)), "body", "format");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name;required;{}",
                "name;format;{\"name\":5}",
                "name;format;{\"name\":{}}",
                "name;constraint;{\"name\":\"a b\"}",
                "name;format;{\"name\":\"we\\u0000b\"}",
                "project_id;format;{\"name\":\"web\",\"project_id\":\"x\"}",
                "description;format;{\"name\":\"web\",\"description\":1e400}",
                "tags;format;{\"name\":\"web\",\"tags\":\"a\"}",
                "environment_variables.A;format;{\"name\":\"web\",\"environment_variables\":{\"A\":\"\\u0000\"}}",
                "environment_variables.A;format;{\"name\":\"web\",\"environment_variables\":{\"A\":\"\\ud800\"}}",
                "secret_environment_variables;format;{\"name\":\"web\",\"secret_environment_variables\":[]}"
            })
    void a_namespace_of_wrong_parts_is_refused(String example) {
        String[] parts = example.split(";", 3);
        assertInvalid(client.post("/namespaces", parts[2]), parts[0], parts[1]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "min_scale;constraint;\"min_scale\":11",
                "min_scale;constraint;\"min_scale\":-1",
                "min_scale;format;\"min_scale\":\"5\"",
                "min_scale;format;\"min_scale\":1.5",
                "min_scale;format;\"min_scale\":1e400",
                "min_scale;constraint;\"min_scale\":99999999999999999999999999",
                "max_scale;constraint;\"max_scale\":51",
                "max_scale;constraint;\"max_scale\":0",
                "memory_limit_bytes;constraint;\"memory_limit_bytes\":12288000001",
                "memory_limit_bytes;constraint;\"memory_limit_bytes\":18446744073709551615",
                "mvcpu_limit;constraint;\"mvcpu_limit\":6001",
                "timeout;constraint;\"timeout\":\"3601s\"",
                "timeout;format;\"timeout\":\"soon\"",
                "privacy;constraint;\"privacy\":\"secret\"",
                "protocol;constraint;\"protocol\":\"http3\"",
                "sandbox;constraint;\"sandbox\":\"v9\"",
                "port;constraint;\"port\":65536",
                "local_storage_limit_bytes;constraint;\"local_storage_limit_bytes\":1",
                "scaling_option.cpu_usage_threshold;constraint;\"scaling_option\":{\"cpu_usage_threshold\":101}",
                "liveness_probe.failure_threshold;constraint;\"liveness_probe\":{\"failure_threshold\":2}",
                "https_connections_only;format;\"https_connections_only\":1",
                "command.0;format;\"command\":[null]"
            })
    void a_container_of_wrong_parts_is_refused_new_or_not(String example) {
        String[] parts = example.split(";", 3);
        assertInvalid(client.post("/containers", container(namespace, "web", "," + parts[2])), parts[0], parts[1]);
        assertInvalid(client.patch("/containers/" + container, "{" + parts[2] + "}"), parts[0], parts[1]);
    }

    @Test
    void a_body_of_ten_megabytes_is_refused() {
        String body = "{\"name\":\"web\",\"description\":\"" + "x".repeat(TEN_MEGABYTES) + "\"}";
        assertTooLarge(client.post("/namespaces", body));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        assertTooLarge(client.http()
                .send("POST", C + "/namespaces", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))));
        assertThat(client.get("/namespaces").status()).isEqualTo(200);
    }

    private static void assertTooLarge(Http.Response answer) {
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text("type")).isEqualTo("invalid_arguments");
        assertPlain(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {UNKNOWN, "x", "3b0c0f0e-1111-4222-8333", "%00", "..%2f", "' or 1=1 --"})
    void an_unknown_id_is_not_found(String id) {
        String path = "/containers/" + id.replace(" ", "%20").replace("'", "%27");
        List<Http.Response> answers = List.of(
                client.get(path), client.delete(path), client.patch(path, "{}"), client.post(path + "/redeploy", "{}"));
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).as(answer.text()).isEqualTo(404);
            assertThat(answer.text("type")).isEqualTo("not_found");
            assertPlain(answer);
        });
        Http.Response namespace = client.get("/namespaces/" + UNKNOWN);
        assertThat(namespace.text())
                .isEqualTo("{\"type\":\"not_found\",\"message\":\"resource is not found\",\"resource\":\"namespace\","
                        + "\"resource_id\":\"" + UNKNOWN + "\"}");
    }

    @Test
    void a_container_in_an_unknown_namespace_is_not_found_or_forbidden() {
        Http.Response answer = client.post("/containers", container(UNKNOWN, "web", ""));
        assertThat(answer.status()).isIn(403, 404);
        assertPlain(answer);
    }

    @Test
    void what_is_somebody_elses_is_not_found() {
        ScalewayClient stranger = ScalewayClient.of(tenants.organization());
        before = events.now();
        List<Http.Response> answers = List.of(
                stranger.get("/namespaces/" + namespace),
                stranger.patch("/namespaces/" + namespace, "{\"description\":\"mine\"}"),
                stranger.delete("/namespaces/" + namespace),
                stranger.get("/containers/" + container),
                stranger.patch("/containers/" + container, "{}"),
                stranger.post("/containers/" + container + "/redeploy", "{}"),
                stranger.delete("/containers/" + container));
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).as(answer.text()).isEqualTo(404);
            assertThat(answer.text("type")).isEqualTo("not_found");
        });
        assertThat(stranger.post("/containers", container(namespace, "mine", ""))
                        .status())
                .isIn(403, 404);
        assertThat(ok(stranger.get("/containers")).path("total_count").asInt()).isZero();
        Http.Response named =
                stranger.post("/namespaces", "{\"name\":\"mine\",\"project_id\":\"" + acme.project() + "\"}");
        assertThat(named.status()).isEqualTo(403);
        assertThat(named.text("type")).isEqualTo("permissions_denied");
        assertThat(named.json().path("details").get(0).path("resource").asText())
                .isEqualTo("namespaces");
    }

    @Test
    void a_key_of_one_project_finds_nothing_in_another() {
        ProjectId other = tenants.project(acme.organization());
        ScalewayClient narrow = ScalewayClient.of(
                tenants.key(acme.organization(), Optional.of(other), other, Right.WRITE, Optional.empty()));
        before = events.now();
        assertThat(narrow.get("/containers/" + container).status()).isEqualTo(404);
        assertThat(narrow.delete("/namespaces/" + namespace).status()).isEqualTo(404);
        assertThat(ok(narrow.get("/namespaces")).path("total_count").asInt()).isZero();
        assertThat(narrow.post("/namespaces", "{\"name\":\"mine\",\"project_id\":\"" + acme.project() + "\"}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void a_key_that_may_only_read_changes_nothing() {
        ScalewayClient reader = ScalewayClient.of(
                tenants.key(acme.organization(), Optional.empty(), acme.project(), Right.READ, Optional.empty()));
        before = events.now();
        assertThat(reader.get("/containers/" + container).status()).isEqualTo(200);
        List<Http.Response> answers = List.of(
                reader.post("/namespaces", "{\"name\":\"mine\"}"),
                reader.patch("/namespaces/" + namespace, "{}"),
                reader.delete("/namespaces/" + namespace),
                reader.post("/containers", container(namespace, "mine", "")),
                reader.patch("/containers/" + container, "{}"),
                reader.post("/containers/" + container + "/redeploy", "{}"),
                reader.delete("/containers/" + container));
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).as(answer.text()).isEqualTo(403);
            assertThat(answer.text("type")).isEqualTo("permissions_denied");
            assertThat(answer.json().path("details").get(0).path("action").asText())
                    .isEqualTo("write");
        });
    }

    @Test
    void a_taken_name_is_refused_with_its_holder() {
        Http.Response answer = client.post("/namespaces", "{\"name\":\"demo\"}");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("type")).isEqualTo("already_exists");
        assertThat(answer.text("resource_id")).isEqualTo(namespace);
        assertThat(answer.text("help_message")).contains("demo");
        assertThat(client.post("/containers", container(namespace, "hello", "")).status())
                .isEqualTo(409);
    }

    @Test
    void without_a_valid_key_there_is_nothing() {
        Tenant revoked =
                tenants.key(acme.organization(), Optional.empty(), acme.project(), Right.WRITE, Optional.empty());
        assertThat(ScalewayClient.of(revoked).get("/namespaces").status()).isEqualTo(200);
        tenants.revoke(revoked.key());
        Tenant expired = tenants.key(
                acme.organization(),
                Optional.empty(),
                acme.project(),
                Right.WRITE,
                Optional.of(Instant.now().minusSeconds(1)));
        before = events.now();
        Http anybody = Http.api();
        assertDenied(anybody, "invalid_argument");
        assertDenied(anybody.with("X-Auth-Token", ""), "invalid_argument");
        assertDenied(anybody.with("X-Auth-Token", "hunter2"), "invalid_argument");
        assertDenied(anybody.with("X-Auth-Token", UUID.randomUUID().toString()), "not_found");
        assertDenied(anybody.with("X-Auth-Token", revoked.secret()), "not_found");
        assertDenied(anybody.with("X-Auth-Token", expired.secret()), "expired");
    }

    private void assertDenied(Http http, String reason) {
        List<Http.Response> answers = List.of(
                http.get(C + "/namespaces"),
                http.get(C + "/containers/" + container),
                http.send("POST", C + "/namespaces", "{\"name\":\"mine\"}"),
                http.send("PATCH", C + "/containers/" + container, "{"),
                http.delete(C + "/containers/" + container));
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.text())
                    .isEqualTo("{\"type\":\"denied_authentication\",\"message\":\"authentication is denied\","
                            + "\"method\":\"api_key\",\"reason\":\"" + reason + "\"}");
            assertPlain(answer);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"page=x", "page_size=1.5", "order_by=size", "project_id=x", "organization_id=1", "name=%00"})
    void a_list_of_wrong_questions_is_refused(String query) {
        assertThat(client.get("/namespaces?" + query).status()).isEqualTo(400);
        assertThat(client.get("/namespaces?" + query).text("type")).isEqualTo("invalid_arguments");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nl-ams", "pl-waw", "it-mil"})
    void regions_that_are_not_served_are_empty(String region) {
        String elsewhere = C.replace("fr-par", region);
        assertThat(ok(client.http().get(elsewhere + "/namespaces")).toString())
                .isEqualTo("{\"namespaces\":[],\"total_count\":0}");
        assertThat(ok(client.http().get(elsewhere + "/containers?page=1")).toString())
                .isEqualTo("{\"containers\":[],\"total_count\":0}");
        assertThat(client.http().get(elsewhere + "/containers/" + container).status())
                .isEqualTo(404);
        assertThat(client.http().delete(elsewhere + "/containers/" + container).status())
                .isEqualTo(404);
        Http.Response created = client.http().send("POST", elsewhere + "/namespaces", "{\"name\":\"web\"}");
        assertInvalid(created, "region", "constraint");
        assertThat(created.text()).contains("fr-par");
        assertInvalid(
                client.http().send("PATCH", elsewhere + "/containers/" + container, "{}"), "region", "constraint");
    }

    @Test
    void a_region_that_nobody_knows_is_not_found() {
        String nowhere = C.replace("fr-par", "mars");
        assertThat(client.http().get(nowhere + "/namespaces").text("resource")).isEqualTo("region");
        assertThat(client.http()
                        .send("POST", nowhere + "/namespaces", "{\"name\":\"web\"}")
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/containers/v1/regions/fr-par/nothing",
                "/containers/v1/regions/fr-par",
                "/containers/v9",
                "/containers/v1/regions/fr-par/namespaces/a/b/c",
                "/registry/nothing"
            })
    void an_unknown_path_is_not_found(String path) {
        List<Http.Response> answers =
                List.of(client.http().get(path), client.http().send("POST", path, "{}"));
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.text("type")).isEqualTo("not_found");
            assertPlain(answer);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PUT /namespaces",
                "DELETE /namespaces",
                "PATCH /containers",
                "POST /containers/x",
                "PUT /containers/x",
                "GET /containers/x/redeploy"
            })
    void a_wrong_method_is_not_allowed(String example) {
        String[] parts = example.split(" ", 2);
        Http.Response answer = client.http().send(parts[0], C + parts[1], "{}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(405);
        assertThat(answer.text("message")).contains(parts[0]);
        assertPlain(answer);
    }

    @Test
    void bodies_where_none_is_expected_are_ignored() {
        assertThat(client.http()
                        .send("GET", C + "/containers/" + container, "{}")
                        .status())
                .isEqualTo(200);
        assertThat(client.http().send("GET", C + "/namespaces", "{").status()).isEqualTo(200);
        assertThat(client.http()
                        .send("DELETE", C + "/containers/" + UNKNOWN, "{}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_request_keeps_its_id_or_gets_one() {
        assertThat(client.http()
                        .with("X-Request-Id", "abc-1")
                        .get(C + "/namespaces")
                        .header("X-Request-Id"))
                .isEqualTo("abc-1");
        assertThat(client.http()
                        .with("X-Request-Id", "a b<script>")
                        .get(C + "/namespaces")
                        .header("X-Request-Id"))
                .matches("[-0-9a-f]{36}");
        assertThat(client.get("/nothing").header("X-Request-Id")).isNotEmpty();
    }

    private static void assertInvalid(Http.Response answer, String argument, String reason) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.text("type")).isEqualTo("invalid_arguments");
        JsonNode detail = answer.json().path("details").get(0);
        assertThat(detail.path("argument_name").asText()).isEqualTo(argument);
        assertThat(detail.path("reason").asText()).isEqualTo(reason);
        assertThat(detail.path("help_message").asText()).isNotEmpty();
        assertPlain(answer);
    }

    /** JSON of exactly that type, with a message, and no word of what is inside. */
    private static void assertPlain(Http.Response answer) {
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.text("message")).isNotEmpty();
        assertThat(answer.text()).doesNotContain("Exception", "dev.berth", "java.", "<html", "hunter2");
    }
}
