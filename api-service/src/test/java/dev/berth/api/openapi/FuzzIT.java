package dev.berth.api.openapi;

import static dev.berth.api.dialect.scaleway.ScalewayClient.ok;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.api.Tenants;
import dev.berth.api.Tenants.Tenant;
import dev.berth.api.dialect.scaleway.ScalewayClient;
import dev.berth.api.logs.ContainerLogsIT;
import dev.berth.api.openapi.Schemathesis.Outcome;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is made up from a document, the answer is one that the document tells of, and never Berth's own fault. All documents are
 * gone through at the same time, as most of it is waiting.
 */
@QuarkusTest
@TestProfile(ContainerLogsIT.BesideReconciler.class)
class FuzzIT {

    private static final ExecutorService AT_ONCE = Executors.newVirtualThreadPerTaskExecutor();
    private static final Map<String, Future<Outcome>> OUTCOMES = new HashMap<>();

    private static Optional<String> lacking = Optional.empty();

    @Inject
    Tenants tenants;

    static List<String> addresses() {
        return ServedDocument.ADDRESSES;
    }

    @BeforeAll
    static void install() throws Exception {
        lacking = Schemathesis.install();
    }

    @BeforeEach
    void begin() {
        lacking.ifPresent(reason -> abort("fuzzing by Schemathesis: " + reason));
        for (String address : addresses()) {
            OUTCOMES.computeIfAbsent(address, this::fuzzed);
        }
    }

    @AfterAll
    static void end() {
        AT_ONCE.shutdownNow();
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void made_up_requests_are_answered_as_the_document_says(String address) throws Exception {
        Outcome outcome = requireNonNull(OUTCOMES.get(address)).get();

        assertThat(outcome.exit()).as(outcome.said()).isZero();
    }

    private Future<Outcome> fuzzed(String address) {
        Tenant acme = tenants.organization();
        String url = "http://localhost:" + RestAssured.port;
        Map<String, String> made = oneOfEverything(acme);
        return AT_ONCE.submit(() -> Schemathesis.fuzz(
                URI.create(url + address),
                Map.of("BERTH_URL", url, "BERTH_KEY", acme.secret(), "BERTH_MADE", json(made))));
    }

    private static Map<String, String> oneOfEverything(Tenant acme) {
        ScalewayClient client = ScalewayClient.of(acme);
        Map<String, String> made = new TreeMap<>();
        made.put("organization", acme.organization().toString());
        made.put("project", acme.project().toString());
        made.put("api-key", acme.key().toString());
        String namespace = client.namespace("fuzzed");
        String container = client.container(namespace, "fuzzed");
        made.put("namespace", namespace);
        made.put("container", container);
        String owner = "{\"container_id\":\"" + container + "\"";
        made.put("domain", id(client, "v1", "/domains", owner + ",\"hostname\":\"a.d" + container + ".localhost\"}"));
        made.put(
                "trigger",
                id(client, "v1beta1", "/triggers", owner + ",\"name\":\"a\",\"scw_sqs_config\":{\"queue\":\"q\"}}"));
        made.put("cron", id(client, "v1beta1", "/crons", owner + ",\"schedule\":\"@daily\"}"));
        made.put("token", id(client, "v1beta1", "/tokens", owner + "}"));
        return made;
    }

    private static String id(ScalewayClient client, String version, String path, String body) {
        return ok(client.http().send("POST", "/containers/" + version + "/regions/fr-par" + path, body))
                .path("id")
                .asText();
    }

    private static String json(Map<String, String> made) throws IOException {
        return new ObjectMapper().writeValueAsString(made);
    }
}
