package dev.berth.api.dialect.scaleway.v1;

import static dev.berth.api.dialect.scaleway.ScalewayClient.keys;
import static dev.berth.api.dialect.scaleway.ScalewayClient.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.api.ApiServiceProfile;
import dev.berth.api.Tenants;
import dev.berth.api.Tenants.Tenant;
import dev.berth.api.dialect.Http;
import dev.berth.api.dialect.scaleway.ScalewayClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ApiServiceProfile.class)
class NamespacesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    Tenants tenants;

    private Tenant acme;
    private ScalewayClient client;

    @BeforeEach
    void sign_in() {
        acme = tenants.organization();
        client = ScalewayClient.of(acme);
    }

    @Test
    void a_namespace_is_shown_as_recorded() {
        JsonNode created = ok(client.post("/namespaces", """
                {"name":"demo","description":"d","project_id":"","tags":["b","a"],
                 "environment_variables":{"B":"2","A":"1"},"secret_environment_variables":{"S":"hunter2"}}"""));
        assertThat(keys(created))
                .containsExactly(
                        "id",
                        "name",
                        "organization_id",
                        "project_id",
                        "description",
                        "status",
                        "environment_variables",
                        "secret_environment_variables",
                        "tags",
                        "created_at",
                        "updated_at",
                        "region",
                        "srn");
        assertThat(created.path("status").asText()).isEqualTo("creating");
        assertThat(created.path("organization_id").asText())
                .isEqualTo(acme.organization().toString());
        assertThat(created.path("project_id").asText()).isEqualTo(acme.project().toString());
        assertThat(created.path("environment_variables").toString()).isEqualTo("{\"A\":\"1\",\"B\":\"2\"}");
        assertThat(created.path("tags").toString()).isEqualTo("[\"b\",\"a\"]");
        assertThat(created.path("created_at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
        assertThat(created.path("region").asText()).isEqualTo("fr-par");
        assertThat(created.path("secret_environment_variables").path("S").asText())
                .matches("\\$argon2id\\$v=19\\$m=\\d+,t=\\d+,p=\\d+\\$[A-Za-z0-9+/]+\\$[A-Za-z0-9+/]+");
        JsonNode read = ok(client.get("/namespaces/" + created.path("id").asText()));
        assertThat(keys(read)).isEqualTo(keys(created));
        assertThat(read.path("status").asText()).isEqualTo("ready");
        assertThat(read.path("secret_environment_variables")).isEqualTo(created.path("secret_environment_variables"));
    }

    @Test
    void changing_words_leaves_it_ready_and_changing_variables_updates_it() {
        String id = client.namespace("demo");
        JsonNode words = ok(client.patch("/namespaces/" + id, "{\"description\":\"new\",\"tags\":[\"a\"]}"));
        assertThat(words.path("status").asText()).isEqualTo("ready");
        assertThat(words.path("description").asText()).isEqualTo("new");
        JsonNode variables = ok(client.patch("/namespaces/" + id, "{\"environment_variables\":{\"A\":\"1\"}}"));
        assertThat(variables.path("status").asText()).isEqualTo("updating");
        assertThat(variables.path("description").asText()).isEqualTo("new");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(client.get("/namespaces/" + id).text("status"))
                        .isEqualTo("ready"));
    }

    @Test
    void secrets_keep_change_and_go_as_the_request_says() {
        JsonNode created = ok(
                client.post(
                        "/namespaces",
                        "{\"name\":\"demo\",\"secret_environment_variables\":{\"KEEP\":\"1\",\"SAME\":\"2\",\"SET\":\"3\",\"GONE\":\"4\"}}"));
        JsonNode before = created.path("secret_environment_variables");
        JsonNode after = ok(client.patch(
                        "/namespaces/" + created.path("id").asText(),
                        "{\"secret_environment_variables\":{\"KEEP\":\"\",\"SAME\":\""
                                + before.path("SAME").asText() + "\",\"SET\":\"5\"}}"))
                .path("secret_environment_variables");
        assertThat(keys(after)).containsExactlyInAnyOrder("KEEP", "SAME", "SET");
        assertThat(after.path("KEEP")).isEqualTo(before.path("KEEP"));
        assertThat(after.path("SAME")).isEqualTo(before.path("SAME"));
        assertThat(after.path("SET")).isNotEqualTo(before.path("SET"));
    }

    @Test
    void a_list_has_pages_an_order_and_filters_that_are_exact() {
        List.of("cc", "aa", "bb").forEach(client::namespace);
        assertThat(names(client.get("/namespaces"))).containsExactly("cc", "aa", "bb");
        assertThat(names(client.get("/namespaces?order_by=created_at_desc"))).containsExactly("bb", "aa", "cc");
        assertThat(names(client.get("/namespaces?order_by=name_asc"))).containsExactly("aa", "bb", "cc");
        assertThat(names(client.get("/namespaces?order_by=name_desc"))).containsExactly("cc", "bb", "aa");
        assertThat(names(client.get("/namespaces?page=1&page_size=2"))).containsExactly("cc", "aa");
        assertThat(names(client.get("/namespaces?page=2&page_size=2"))).containsExactly("bb");
        assertThat(names(client.get("/namespaces?name=a"))).isEmpty();
        assertThat(names(client.get("/namespaces?name=aa&order_by=&page=1"))).containsExactly("aa");
        JsonNode past = ok(client.get("/namespaces?page=99&page_size=2"));
        assertThat(past.toString()).isEqualTo("{\"namespaces\":[],\"total_count\":3}");
    }

    @Test
    void organization_and_project_must_both_match() {
        client.namespace("demo");
        String organization = "organization_id=" + acme.organization();
        String project = "project_id=" + acme.project();
        String other = "project_id=" + tenants.project(acme.organization());
        assertThat(names(client.get("/namespaces?" + organization + "&" + project)))
                .containsExactly("demo");
        assertThat(names(client.get("/namespaces?" + organization))).containsExactly("demo");
        assertThat(names(client.get("/namespaces?" + organization + "&" + other)))
                .isEmpty();
    }

    @Test
    void an_untouched_project_can_have_what_another_has() {
        client.namespace("demo");
        String other = tenants.project(acme.organization()).toString();
        assertThat(client.post("/namespaces", "{\"name\":\"demo\",\"project_id\":\"" + other + "\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_deleted_namespace_is_shown_deleting_and_is_then_gone_with_its_name() {
        String id = client.namespace("demo");
        JsonNode deleted = ok(client.delete("/namespaces/" + id));
        assertThat(deleted.path("status").asText()).isEqualTo("deleting");
        assertThat(deleted.path("name").asText()).isEqualTo("demo");
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(client.get("/namespaces/" + id).status()).isEqualTo(404));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(client.post("/namespaces", "{\"name\":\"demo\"}")
                                .status())
                        .isEqualTo(200));
    }

    @Test
    void of_two_clients_that_create_the_same_name_at_once_one_succeeds() {
        for (int round = 0; round < 10; round++) {
            String body = "{\"name\":\"race-" + round + "-x\"}";
            List<Http.Response> answers = IntStream.range(0, 4)
                    .parallel()
                    .mapToObj(_ -> client.post("/namespaces", body))
                    .toList();
            assertThat(answers)
                    .extracting(Http.Response::status)
                    .containsOnlyOnce(200)
                    .contains(409);
            assertThat(answers).filteredOn(answer -> answer.status() != 200).allSatisfy(answer -> {
                assertThat(answer.status()).isEqualTo(409);
                assertThat(answer.text("type")).isEqualTo("already_exists");
                assertThat(answer.text("resource")).isEqualTo("namespace");
            });
        }
    }

    private static List<String> names(Http.Response response) {
        return ok(response).path("namespaces").findValuesAsText("name");
    }
}
