package dev.berth.api.dialect.scaleway.v1;

import static dev.berth.api.dialect.scaleway.ScalewayClient.keys;
import static dev.berth.api.dialect.scaleway.ScalewayClient.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.api.ApiServiceProfile;
import dev.berth.api.Tenants;
import dev.berth.api.dialect.Http;
import dev.berth.api.dialect.scaleway.ScalewayClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ApiServiceProfile.class)
class DomainsIT {

    private static final String B = "/containers/v1beta1/regions/fr-par";

    @Inject
    Tenants tenants;

    private ScalewayClient client;
    private String container;

    @BeforeEach
    void sign_in() {
        client = ScalewayClient.of(tenants.organization());
        container = client.container(client.namespace("demo"), "web");
    }

    /** A hostname that nobody has, and that leads to loopback as the base domain of the test does. */
    private static String hostname() {
        return "shop.d" + UUID.randomUUID().toString().substring(0, 8) + ".localhost";
    }

    private static String body(String container, String hostname) {
        return "{\"container_id\":\"" + container + "\",\"hostname\":\"" + hostname + "\",\"tags\":null}";
    }

    private String attached(String hostname) {
        return ok(client.post("/domains", body(container, hostname))).path("id").asText();
    }

    private static List<String> hostnames(Http.Response list) {
        List<String> hostnames = new ArrayList<>();
        ok(list).path("domains")
                .forEach(domain -> hostnames.add(domain.path("hostname").asText()));
        return hostnames;
    }

    @Test
    void a_domain_is_shown_as_recorded() {
        String hostname = hostname();
        JsonNode created = ok(client.post(
                "/domains",
                body(container, hostname.toUpperCase(java.util.Locale.ROOT)).replace("null", "[\"b\",\"a\"]")));
        assertThat(keys(created))
                .containsExactly(
                        "id",
                        "hostname",
                        "container_id",
                        "status",
                        "created_at",
                        "updated_at",
                        "tags",
                        "region",
                        "srn");
        assertThat(created.path("hostname").asText()).isEqualTo(hostname);
        assertThat(created.path("container_id").asText()).isEqualTo(container);
        assertThat(created.path("status").asText()).isEqualTo("creating");
        assertThat(created.path("tags").toString()).isEqualTo("[\"b\",\"a\"]");
        String path = "/domains/" + created.path("id").asText();
        JsonNode read = ok(client.get(path));
        assertThat(read.path("status").asText()).isEqualTo("ready");
        assertThat(read.path("error_message").asText("?")).isEmpty();
        assertThat(read.path("created_at")).isEqualTo(created.path("created_at"));
    }

    @Test
    void only_its_tags_can_be_changed() {
        String path = "/domains/" + attached(hostname());
        JsonNode changed = ok(client.patch(path, "{\"tags\":[\"new\"],\"hostname\":\"ignored.example.com\"}"));
        assertThat(changed.path("tags").toString()).isEqualTo("[\"new\"]");
        assertThat(changed.path("status").asText()).isEqualTo("ready");
        assertThat(ok(client.patch(path, "{\"tags\":null}")).path("tags").toString())
                .isEqualTo("[\"new\"]");
        assertThat(ok(client.get(path)).path("tags").toString()).isEqualTo("[\"new\"]");
        assertThat(client.patch(path, "{\"tags\":\"x\"}").status()).isEqualTo(400);
    }

    @Test
    void a_hostname_is_taken_once_until_it_is_let_go_and_nobody_hears_by_whom() {
        String hostname = hostname();
        String id = attached(hostname);
        ScalewayClient stranger = ScalewayClient.of(tenants.organization());
        String foreign = stranger.container(stranger.namespace("demo"), "web");
        Http.Response taken = stranger.post("/domains", body(foreign, hostname));
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.text("type")).isEqualTo("already_exists");
        assertThat(taken.text()).doesNotContain(id).doesNotContain(container);
        JsonNode deleted = ok(client.delete("/domains/" + id));
        assertThat(deleted.path("status").asText()).isEqualTo("deleting");
        assertThat(client.get("/domains/" + id).status()).isEqualTo(404);
        assertThat(stranger.post("/domains", body(foreign, hostname)).status()).isEqualTo(200);
    }

    @Test
    void a_hostname_that_leads_elsewhere_is_refused_in_the_words_that_clients_retry_on() {
        Http.Response refused = client.post("/domains", body(container, "shop.example.invalid"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().has("type")).isFalse();
        assertThat(refused.text("message")).startsWith("could not validate domain: ");
        assertThat(hostnames(client.get("/domains"))).isEmpty();
    }

    @Test
    void what_is_wrong_is_told() {
        assertThat(client.post("/domains", "{}").json().path("details")).hasSize(2);
        assertThat(client.post("/domains", body(container, "web-demo.localhost"))
                        .text("type"))
                .isEqualTo("invalid_arguments");
        assertThat(client.post("/domains", body(UUID.randomUUID().toString(), hostname()))
                        .text("type"))
                .isEqualTo("not_found");
    }

    @Test
    void lists_have_an_order_and_filters() {
        String first = "b" + hostname();
        String second = "a" + hostname();
        attached(first);
        attached(second);
        assertThat(hostnames(client.get("/domains"))).containsExactly(first, second);
        assertThat(hostnames(client.get("/domains?order_by=hostname_asc"))).containsExactly(second, first);
        assertThat(hostnames(client.get("/domains?container_id=" + container))).hasSize(2);
        assertThat(hostnames(client.get("/domains?container_id=" + UUID.randomUUID())))
                .isEmpty();
    }

    @Test
    void the_older_version_shows_the_same_domains() {
        Http http = client.http();
        String hostname = hostname();
        JsonNode created = ok(http.send("POST", B + "/domains", body(container, hostname)));
        assertThat(keys(created)).containsExactly("id", "hostname", "container_id", "url", "status", "error_message");
        assertThat(created.path("status").asText()).isEqualTo("pending");
        assertThat(created.path("url").asText("?")).isEmpty();
        assertThat(created.path("error_message").isNull()).isTrue();
        String id = created.path("id").asText();
        assertThat(client.get("/domains/" + id).text("hostname")).isEqualTo(hostname);
        JsonNode read = ok(http.get(B + "/domains/" + id));
        assertThat(read.path("status").asText()).isEqualTo("ready");
        assertThat(read.path("url").asText()).contains("://" + hostname);
        assertThat(hostnames(http.get(B + "/domains?container_id=" + container)))
                .containsExactly(hostname);
        assertThat(http.send("PATCH", B + "/domains/" + id, "{}").status()).isEqualTo(405);
        assertThat(ok(http.delete(B + "/domains/" + id)).path("status").asText())
                .isEqualTo("deleting");
        assertThat(http.get(B + "/domains/" + id).status()).isEqualTo(404);
    }
}
