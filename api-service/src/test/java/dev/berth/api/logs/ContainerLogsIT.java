package dev.berth.api.logs;

import static dev.berth.api.dialect.scaleway.ScalewayClient.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.api.ApiServiceProfile;
import dev.berth.api.Tenants;
import dev.berth.api.dialect.Http;
import dev.berth.api.dialect.scaleway.ScalewayClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logs as clients read them; the reconciler, which is another service, is played. */
@QuarkusTest
@TestProfile(ContainerLogsIT.BesideReconciler.class)
public class ContainerLogsIT {

    private static final String BETA = "/containers/v1beta1/regions/fr-par/containers/";

    @SuppressWarnings("NullAway.Init") // it injects itself
    PlayedReconciler reconciler;

    @Inject
    Tenants tenants;

    @BeforeEach
    void answerWell() {
        reconciler.status = 200;
        reconciler.asked.clear();
    }

    @Test
    void lines_are_shown_as_the_reconciler_has_them() {
        ScalewayClient client = ScalewayClient.of(tenants.organization());
        String id = client.container(client.namespace("logs"), "web");

        JsonNode all = ok(client.http().get(BETA + id + "/logs"));

        assertThat(all.path("total_count").asInt()).isEqualTo(7);
        assertThat(all.path("logs").size()).isEqualTo(2);
        JsonNode newest = all.path("logs").path(0);
        assertThat(ScalewayClient.keys(newest))
                .containsExactly("id", "message", "timestamp", "level", "source", "stream");
        assertThat(newest.path("message").asText()).isEqualTo("oh");
        assertThat(newest.path("timestamp").asText()).isEqualTo("2026-05-01T12:00:01.500000Z");
        assertThat(newest.path("stream").asText()).isEqualTo("stderr");
        assertThat(reconciler.asked)
                .containsExactly(PlayedReconciler.SECRET + " /berth/internal/v1/engine/containers/" + id
                        + "/logs?order=desc&page=1&page_size=20");
    }

    @Test
    void paging_and_order_are_passed_on() {
        ScalewayClient client = ScalewayClient.of(tenants.organization());
        String id = client.container(client.namespace("logs"), "web");

        ok(client.http().get(BETA + id + "/logs?page=3&page_size=5&order_by=timestamp_asc"));
        ok(client.http().get("/berth/v1/containers/" + id + "/logs?page=2&page_size=4"));

        assertThat(reconciler.asked.getFirst()).endsWith("/logs?order=asc&page=3&page_size=5");
        assertThat(reconciler.asked.getLast()).endsWith("/logs?order=desc&page=2&page_size=4");
        assertThat(client.http().get(BETA + id + "/logs?order_by=name_asc").status())
                .isEqualTo(400);
    }

    @Test
    void a_reconciler_that_does_not_answer_is_named() {
        ScalewayClient client = ScalewayClient.of(tenants.organization());
        String id = client.container(client.namespace("logs"), "web");
        reconciler.status = 500;

        Http.Response answer = client.http().get(BETA + id + "/logs");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text("message"))
                .isEqualTo("Berth cannot reach the reconciler, which reads containers' logs; try again in 1 s");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(client.http().get("/berth/v1/containers/" + id + "/logs").status())
                .isEqualTo(503);
    }

    @Test
    void nobody_reads_what_containers_of_others_wrote() {
        ScalewayClient owner = ScalewayClient.of(tenants.organization());
        ScalewayClient stranger = ScalewayClient.of(tenants.organization());
        String id = owner.container(owner.namespace("logs"), "web");

        assertThat(stranger.http().get(BETA + id + "/logs").status()).isEqualTo(404);
        assertThat(stranger.http().get("/berth/v1/containers/" + id + "/logs").status())
                .isEqualTo(404);
        assertThat(Http.api().get(BETA + id + "/logs").status()).isEqualTo(401);
        assertThat(reconciler.asked).isEmpty();
    }

    @Test
    void an_earlier_revision_is_deployed_again_and_one_that_never_was_is_refused() {
        ScalewayClient client = ScalewayClient.of(tenants.organization());
        String id = client.container(client.namespace("back"), "web");
        ok(client.patch("/containers/" + id, "{\"environment_variables\":{\"A\":\"2\"}}"));
        String path = "/berth/v1/containers/" + id + "/rollback";

        JsonNode back = ok(client.http().send("POST", path, "{\"revision\":1}"));

        assertThat(back.path("revision").asInt()).isEqualTo(3);
        assertThat(back.path("deployment").asInt()).isEqualTo(3);
        assertThat(ok(client.get("/containers/" + id))
                        .path("environment_variables")
                        .size())
                .isZero();
        assertThat(client.http().send("POST", path, "{\"revision\":9}").status())
                .isEqualTo(400);
        assertThat(client.http().send("POST", path, "{}").status()).isEqualTo(400);
        ScalewayClient stranger = ScalewayClient.of(tenants.organization());
        assertThat(stranger.http().send("POST", path, "{\"revision\":1}").status())
                .isEqualTo(404);
    }

    /** The whole of api-service, beside a server that answers as a reconciler does, and however long it may take. */
    public static final class BesideReconciler implements QuarkusTestProfile {

        private final ApiServiceProfile profile = new ApiServiceProfile();

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new TreeMap<>(profile.getConfigOverrides());
            overrides.put("berth.views.patience", "90s");
            return overrides;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return Stream.concat(
                            profile.testResources().stream(), Stream.of(new TestResourceEntry(PlayedReconciler.class)))
                    .toList();
        }
    }
}
