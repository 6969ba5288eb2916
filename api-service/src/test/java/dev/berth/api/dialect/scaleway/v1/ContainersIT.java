package dev.berth.api.dialect.scaleway.v1;

import static dev.berth.api.dialect.scaleway.ScalewayClient.container;
import static dev.berth.api.dialect.scaleway.ScalewayClient.keys;
import static dev.berth.api.dialect.scaleway.ScalewayClient.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.api.ApiServiceProfile;
import dev.berth.api.Tenants;
import dev.berth.api.access.Principal.Platform;
import dev.berth.api.command.Request;
import dev.berth.api.container.Containers;
import dev.berth.api.dialect.Http;
import dev.berth.api.dialect.scaleway.ScalewayClient;
import dev.berth.events.ContainerId;
import dev.berth.events.report.Report;
import dev.berth.events.report.Report.DeploymentBroken;
import dev.berth.events.report.Report.DeploymentReady;
import dev.berth.events.report.Report.WorkloadRemoved;
import dev.berth.events.spec.Failure;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ApiServiceProfile.class)
class ContainersIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> SHAPE = List.of(
            "id",
            "name",
            "namespace_id",
            "description",
            "status",
            "created_at",
            "updated_at",
            "min_scale",
            "max_scale",
            "memory_limit_bytes",
            "mvcpu_limit",
            "timeout",
            "privacy",
            "image",
            "protocol",
            "port",
            "https_connections_only",
            "sandbox",
            "local_storage_limit_bytes",
            "scaling_option",
            "tags",
            "command",
            "args",
            "environment_variables",
            "public_endpoint",
            "default_public_endpoint_enabled",
            "private_endpoint",
            "liveness_probe",
            "startup_probe",
            "secret_environment_variables",
            "region",
            "srn");

    @Inject
    Tenants tenants;

    @Inject
    Containers containers;

    private ScalewayClient client;
    private String namespace;

    @BeforeEach
    void sign_in() {
        client = ScalewayClient.of(tenants.organization());
        namespace = client.namespace("demo");
    }

    @Test
    void a_container_is_shown_as_recorded() {
        JsonNode created = ok(client.post("/containers", container(namespace, "hello", "")));
        assertThat(keys(created)).isEqualTo(SHAPE);
        assertThat(created.path("status").asText()).isEqualTo("creating");
        assertThat(created.path("public_endpoint").asText()).matches("http://hello-demo[-0-9a-f]*\\.localhost:8090");
        assertThat(created.path("startup_probe").isNull()).isTrue();
        JsonNode read = ok(client.get("/containers/" + created.path("id").asText()));
        assertThat(read).isEqualTo(created);
        assertThat(keys(read)).isEqualTo(SHAPE);
        assertThat(ok(client.get("/containers")).path("containers").get(0)).isEqualTo(created);
    }

    @Test
    void what_is_only_there_sometimes_has_its_place() {
        String network = UUID.randomUUID().toString();
        JsonNode created = ok(client.post(
                "/containers", container(namespace, "hello", ",\"private_network_id\":\"" + network + "\"")));
        assertThat(keys(created)).isEqualTo(with(SHAPE, "private_network_id", "command"));
        report(created, new DeploymentReady(id(created), 1));
        JsonNode ready = ok(client.get("/containers/" + created.path("id").asText()));
        assertThat(keys(ready))
                .isEqualTo(with(with(SHAPE, "private_network_id", "command"), "error_message", "created_at"));
    }

    @Test
    void its_status_follows_what_became_of_its_deployments() {
        JsonNode created = ok(client.post("/containers", container(namespace, "hello", "")));
        String path = "/containers/" + created.path("id").asText();
        report(created, new DeploymentReady(id(created), 1));
        assertThat(client.get(path).text("status")).isEqualTo("ready");
        assertThat(ok(client.get(path)).get("error_message").asText()).isEmpty();

        assertThat(client.patch(path, "{\"max_scale\":7}").text("status")).isEqualTo("updating");
        assertThat(ok(client.get(path)).has("error_message")).isFalse();
        Failure failure = new Failure(Failure.Reason.IMAGE_NOT_FOUND, "image not found: nginx:latest; push it");
        report(created, new DeploymentBroken(id(created), 2, failure, Optional.of(1)));
        JsonNode broken = ok(client.get(path));
        assertThat(broken.path("status").asText()).isEqualTo("error");
        assertThat(broken.path("error_message").asText()).startsWith("image not found");
        assertThat(broken.path("max_scale").asInt()).isEqualTo(7);

        assertThat(client.patch(path, "{}").text("status")).isEqualTo("updating");
        report(created, new DeploymentReady(id(created), 3));
        assertThat(client.post(path + "/redeploy", "{}").text("status")).isEqualTo("updating");
        assertThat(client.get(path).text("status")).isEqualTo("updating");
        report(created, new DeploymentReady(id(created), 4));
        assertThat(client.get(path).text("status")).isEqualTo("ready");
    }

    @Test
    void deleting_answers_the_whole_container_and_takes_it_away_in_the_end() {
        JsonNode created = ok(client.post("/containers", container(namespace, "hello", "")));
        String path = "/containers/" + created.path("id").asText();
        JsonNode deleted = ok(client.delete(path));
        assertThat(keys(deleted)).isEqualTo(SHAPE);
        assertThat(deleted.path("status").asText()).isEqualTo("deleting");
        assertThat(client.get(path).text("status")).isEqualTo("deleting");
        assertThat(client.delete(path).status()).isEqualTo(200);
        report(created, new WorkloadRemoved(id(created)));
        assertThat(client.get(path).status()).isEqualTo(404);
        assertThat(client.delete(path).status()).isEqualTo(404);
        assertThat(client.post("/containers", container(namespace, "hello", "")).status())
                .isEqualTo(200);
    }

    @Test
    void a_namespace_goes_with_its_containers() {
        JsonNode created = ok(client.post("/containers", container(namespace, "hello", "")));
        String path = "/containers/" + created.path("id").asText();
        assertThat(client.delete("/namespaces/" + namespace).text("status")).isEqualTo("deleting");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(client.get(path).text("status")).isEqualTo("deleting"));
        assertThat(client.get("/namespaces/" + namespace).text("status")).isEqualTo("deleting");
        report(created, new WorkloadRemoved(id(created)));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(client.get("/namespaces/" + namespace).status())
                                .isEqualTo(404));
        assertThat(client.get(path).status()).isEqualTo(404);
    }

    @Test
    void variables_of_the_namespace_bring_its_containers_anew() {
        JsonNode created = ok(client.post("/containers", container(namespace, "hello", "")));
        report(created, new DeploymentReady(id(created), 1));
        ok(client.patch("/namespaces/" + namespace, "{\"environment_variables\":{\"A\":\"1\"}}"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                client.get("/containers/" + created.path("id").asText())
                                        .text("status"))
                        .isEqualTo("updating"));
    }

    @Test
    void a_list_keeps_to_namespace_and_name() {
        String other = client.namespace("other");
        client.container(namespace, "one");
        client.container(namespace, "two");
        client.container(other, "one");
        assertThat(names(client.get("/containers"))).containsExactly("one", "two", "one");
        assertThat(names(client.get("/containers?namespace_id=" + other))).containsExactly("one");
        assertThat(names(client.get("/containers?name=one&namespace_id=" + namespace)))
                .containsExactly("one");
        assertThat(names(client.get("/containers?order_by=name_desc&page=1&page_size=1")))
                .containsExactly("two");
        assertThat(ok(client.get("/containers?namespace_id=" + UUID.randomUUID()))
                        .toString())
                .isEqualTo("{\"containers\":[],\"total_count\":0}");
    }

    @Test
    void of_two_clients_that_create_the_same_name_at_once_one_succeeds() {
        for (int round = 0; round < 10; round++) {
            String body = container(namespace, "race-" + round, "");
            List<Http.Response> answers = IntStream.range(0, 4)
                    .parallel()
                    .mapToObj(_ -> client.post("/containers", body))
                    .toList();
            assertThat(answers)
                    .extracting(Http.Response::status)
                    .containsOnlyOnce(200)
                    .contains(409);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() != 200)
                    .allSatisfy(answer -> assertThat(answer.text("type")).isEqualTo("already_exists"));
        }
    }

    @Test
    void a_client_sees_at_once_what_it_has_written() {
        for (int i = 0; i < 50; i++) {
            String id = client.container(namespace, "at-once-" + i);
            assertThat(client.get("/containers/" + id).status()).isEqualTo(200);
            assertThat(ok(client.get("/containers?page_size=1"))
                            .path("total_count")
                            .asInt())
                    .isEqualTo(i + 1);
        }
    }

    private void report(JsonNode container, Report report) {
        Request request = Request.of(new Platform("reports"), UUID.randomUUID().toString(), Optional.empty())
                .withIdempotencyKey(UUID.randomUUID().toString());
        containers.record(request, id(container), report).await().atMost(PATIENCE);
    }

    private static ContainerId id(JsonNode container) {
        return ContainerId.of(container.path("id").asText());
    }

    private static List<String> names(Http.Response response) {
        return ok(response).path("containers").findValuesAsText("name");
    }

    private static List<String> with(List<String> keys, String added, String before) {
        List<String> more = new ArrayList<>(keys);
        more.add(more.indexOf(before), added);
        return more;
    }
}
