package dev.berth.api.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.api.ApiServiceProfile;
import dev.berth.api.EventCount;
import dev.berth.api.Tenants;
import dev.berth.api.Tenants.Tenant;
import dev.berth.api.dialect.Http;
import dev.berth.api.dialect.scaleway.ScalewayClient;
import dev.berth.events.ApiKeyEvent.Right;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ApiServiceProfile.class)
class PlatformIT {

    @Inject
    Tenants tenants;

    @Inject
    EventCount events;

    @Inject
    @ConfigProperty(name = "berth.internal.secret")
    String secret;

    private Http anybody;
    private Http operator;

    @BeforeEach
    void sign_in() {
        anybody = Http.api();
        operator = anybody.with("X-Berth-Internal", secret);
    }

    @Test
    void an_operator_makes_a_tenant_that_can_begin_at_once() {
        String organization = created(operator.send("POST", "/berth/v1/organizations", "{\"name\":\"Acme\"}"))
                .path("id")
                .asText();
        String project = created(operator.send(
                        "POST",
                        "/berth/v1/projects",
                        "{\"organization_id\":\"" + organization + "\",\"name\":\"shop\"}"))
                .path("id")
                .asText();
        JsonNode key = created(operator.send(
                "POST",
                "/berth/v1/api-keys",
                "{\"organization_id\":\"" + organization + "\",\"default_project_id\":\"" + project + "\"}"));
        assertThat(key.path("access_key").asText()).matches("SCW[A-Z0-9]{17}");
        Http client = anybody.with("X-Auth-Token", key.path("secret_key").asText());
        Http.Response namespace = client.send("POST", ScalewayClient.C + "/namespaces", "{\"name\":\"web\"}");
        assertThat(namespace.text("project_id")).isEqualTo(project);
        assertThat(client.get("/berth/v1/organizations").text()).contains("Acme");
        assertThat(client.get("/berth/v1/projects/" + project).text("name")).isEqualTo("shop");
        JsonNode shown =
                client.get("/berth/v1/api-keys/" + key.path("id").asText()).json();
        assertThat(shown.has("secret_key")).isFalse();
        assertThat(client.get("/berth/v1/api-keys").text())
                .doesNotContain(key.path("secret_key").asText());
    }

    @Test
    void a_revoked_key_is_refused_at_once() {
        Tenant acme = tenants.organization();
        Http client = anybody.with("X-Auth-Token", acme.secret());
        assertThat(client.get(ScalewayClient.C + "/namespaces").status()).isEqualTo(200);
        assertThat(client.delete("/berth/v1/api-keys/" + acme.key()).status()).isEqualTo(200);
        assertThat(client.get(ScalewayClient.C + "/namespaces").status()).isEqualTo(401);
        assertThat(client.send("POST", ScalewayClient.C + "/namespaces", "{\"name\":\"web\"}")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_rotated_key_signs_in_with_its_new_secret_only() {
        Tenant acme = tenants.organization();
        Http old = anybody.with("X-Auth-Token", acme.secret());
        assertThat(old.send("POST", ScalewayClient.C + "/namespaces", "{\"name\":\"web\"}")
                        .status())
                .isEqualTo(200);
        Http.Response answer = old.send("POST", "/berth/v1/api-keys/" + acme.key() + "/rotate", "");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text("id")).isEqualTo(acme.key().toString());
        assertThat(old.get(ScalewayClient.C + "/namespaces").status()).isEqualTo(401);
        assertThat(old.send("POST", ScalewayClient.C + "/namespaces", "{\"name\":\"old\"}")
                        .status())
                .isEqualTo(401);
        Http rotated = anybody.with("X-Auth-Token", answer.text("secret_key"));
        assertThat(rotated.send("POST", ScalewayClient.C + "/namespaces", "{\"name\":\"new\"}")
                        .status())
                .isEqualTo(200);
        assertThat(rotated.get("/berth/v1/api-keys/" + acme.key()).text("updated_at"))
                .isEqualTo(answer.text("updated_at"));
    }

    @Test
    void only_the_operator_makes_organizations_and_no_key_opens_more_than_it_is_for() {
        Tenant acme = tenants.organization();
        Tenant narrow = tenants.key(
                acme.organization(), Optional.of(acme.project()), acme.project(), Right.WRITE, Optional.empty());
        Tenant stranger = tenants.organization();
        long before = events.now();
        Http client = anybody.with("X-Auth-Token", acme.secret());
        String forStranger = "{\"organization_id\":\"" + stranger.organization() + "\",\"name\":\"x\","
                + "\"default_project_id\":\"" + stranger.project() + "\"}";
        List<Http.Response> forbidden = List.of(
                client.send("POST", "/berth/v1/organizations", "{\"name\":\"mine\"}"),
                client.send("POST", "/berth/v1/projects", forStranger),
                client.send("POST", "/berth/v1/api-keys", forStranger),
                anybody.with("X-Auth-Token", narrow.secret()).get("/berth/v1/api-keys"),
                anybody.with("X-Auth-Token", narrow.secret())
                        .send("POST", "/berth/v1/api-keys", "{\"default_project_id\":\"" + acme.project() + "\"}"));
        assertThat(forbidden).allSatisfy(answer -> {
            assertThat(answer.status()).as(answer.text()).isEqualTo(403);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        });
        assertThat(client.get("/berth/v1/projects/" + stranger.project()).status())
                .isEqualTo(404);
        assertThat(client.delete("/berth/v1/projects/" + stranger.project()).status())
                .isEqualTo(404);
        assertThat(client.delete("/berth/v1/api-keys/" + stranger.key()).status())
                .isEqualTo(404);
        assertThat(client.get("/berth/v1/organizations/" + stranger.organization())
                        .status())
                .isEqualTo(404);
        assertThat(anybody.with("X-Berth-Internal", "guess")
                        .get("/berth/v1/organizations")
                        .status())
                .isEqualTo(401);
        assertThat(events.now()).isEqualTo(before);
    }

    @Test
    void what_is_wrong_is_named_field_by_field() {
        Http client = anybody.with("X-Auth-Token", tenants.organization().secret());
        Http.Response answer = client.send(
                "POST",
                "/berth/v1/api-keys",
                "{\"right\":\"all\",\"default_project_id\":\"x\",\"expires_at\":\"soon\"}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").findValuesAsText("field"))
                .contains("right", "default_project_id", "expires_at");
        assertThat(client.send("POST", "/berth/v1/api-keys", "{\"expires_at\":\"2020-01-01T00:00:00Z\"}")
                        .text())
                .contains("must be in the future");
        assertThat(client.get("/berth/v1/nothing").status()).isEqualTo(404);
        assertThat(client.send("PUT", "/berth/v1/projects", "{}").status()).isEqualTo(405);
    }

    private static JsonNode created(Http.Response response) {
        assertThat(response.status()).as(response.text()).isEqualTo(201);
        return response.json();
    }
}
