package dev.berth.api.dialect.scaleway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.api.ApiServiceProfile;
import dev.berth.api.Tenants;
import dev.berth.api.Tenants.Tenant;
import dev.berth.api.container.Containers;
import dev.berth.api.dialect.Http;
import dev.berth.events.ApiKeyEvent.Right;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tenant is told that has all that it may have, and what the operator sees of it. */
@QuarkusTest
@TestProfile(QuotasIT.Narrow.class)
class QuotasIT {

    private static final int CLIENTS = 8;

    @Inject
    Tenants tenants;

    @Inject
    Containers containers;

    @Inject
    @ConfigProperty(name = "berth.internal.secret")
    String secret;

    /** Two of everything. */
    public static final class Narrow implements QuarkusTestProfile {

        private final ApiServiceProfile service = new ApiServiceProfile();

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(service.getConfigOverrides());
            settings.put("berth.quotas.projects-per-organization", "2");
            settings.put("berth.quotas.namespaces-per-project", "2");
            settings.put("berth.quotas.containers-per-project", "2");
            return settings;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return service.testResources();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"namespaces.json", "containers.json"})
    void each_conversation_goes_as_its_file_says(String name) throws URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(QuotasIT.class.getResource("/dialect/scaleway/quotas"))
                .toURI());
        Conversation.of(folder.resolve(name), tenants.organization(), containers)
                .hold();
    }

    @Test
    void clients_that_create_at_once_never_get_more_than_there_may_be() throws Exception {
        Tenant acme = tenants.organization();
        Http client = Http.api().with("X-Auth-Token", acme.secret());
        List<Callable<Http.Response>> creations = IntStream.range(0, CLIENTS)
                .<Callable<Http.Response>>mapToObj(number -> () -> client.send(
                        "POST",
                        ScalewayClient.C + "/namespaces",
                        "{\"name\":\"n" + number + "\",\"project_id\":\"" + acme.project() + "\"}"))
                .toList();
        try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
            List<Http.Response> answers =
                    threads.invokeAll(creations).stream().map(Future::resultNow).toList();
            assertThat(answers)
                    .filteredOn(answer -> answer.status() == 200)
                    .as(answers.stream().map(Http.Response::text).toList().toString())
                    .hasSize(2);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() != 200)
                    .allSatisfy(answer -> assertThat(answer.text("type")).isEqualTo("quotas_exceeded"));
        }
        assertThat(client.get(ScalewayClient.C + "/namespaces").json().path("total_count"))
                .hasToString("2");
    }

    @Test
    void an_operator_sees_the_use_and_the_limit_of_every_project() {
        Tenant acme = tenants.organization();
        ScalewayClient client = ScalewayClient.of(acme);
        client.container(client.namespace("demo"), "hello");
        Http operator = Http.api().with("X-Berth-Internal", secret);
        JsonNode listed = operator.get("/berth/v1/quotas?organization_id=" + acme.organization())
                .json();
        assertThat(listed).hasToString("""
                {"items":[{"project_id":"%s","organization_id":"%s","quotas":[\
                {"resource":"namespaces","per":"project","used":1,"limit":2},\
                {"resource":"containers","per":"project","used":1,"limit":2},\
                {"resource":"projects","per":"organization","used":1,"limit":2}]}],"total_count":1}""".formatted(acme.project(), acme.organization()));
    }

    @Test
    void a_tenant_sees_its_own_quotas_only() {
        Tenant acme = tenants.organization();
        tenants.organization();
        Http reader = Http.api()
                .with(
                        "X-Auth-Token",
                        tenants.key(
                                        acme.organization(),
                                        Optional.of(acme.project()),
                                        acme.project(),
                                        Right.READ,
                                        Optional.empty())
                                .secret());
        JsonNode listed = reader.get("/berth/v1/quotas").json();
        assertThat(listed.path("total_count").asInt()).isEqualTo(1);
        assertThat(listed.at("/items/0/project_id").asText())
                .isEqualTo(acme.project().toString());
        assertThat(listed.findValuesAsText("resource")).containsExactly("namespaces", "containers");
        assertThat(Http.api().get("/berth/v1/quotas").status()).isEqualTo(401);
        assertThat(reader.get("/berth/v1/quotas?organization_id="
                                + tenants.organization().organization())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void an_organization_is_told_in_words_that_it_has_all_the_projects_it_may_have() {
        Tenant acme = tenants.organization();
        tenants.project(acme.organization());
        Http.Response answer = Http.api()
                .with("X-Auth-Token", acme.secret())
                .send("POST", "/berth/v1/projects", "{\"name\":\"third\"}");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("detail"))
                .isEqualTo("the organization " + acme.organization() + " has 2 projects, and may have 2");
    }
}
