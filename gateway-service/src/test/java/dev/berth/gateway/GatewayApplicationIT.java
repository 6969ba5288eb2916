package dev.berth.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.events.Kind;
import dev.berth.events.Topics;
import dev.berth.testing.TestServers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The gateway as a process of its own: that everything is wired. */
@QuarkusTest
@WithTestResource(GatewayApplicationIT.Kafka.class)
class GatewayApplicationIT {

    @Inject
    GatewayService service;

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private String get(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://localhost:" + port + path);
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void it_becomes_ready_shows_its_metrics_and_serves() throws IOException, InterruptedException {
        await().until(() -> get("/q/health/ready").contains("\"status\": \"UP\""));
        Gateway gateway = service.gateway().orElseThrow();
        try (Wire wire = new Wire(gateway.port())) {
            assertThat(wire.send("GET / HTTP/1.1\r\nHost: nobody.localhost\r\n\r\n")
                            .readUntil("}"))
                    .contains("404 Not Found");
        }
        assertThat(get("/q/metrics"))
                .contains("berth_gateway_in_flight")
                .contains("berth_gateway_queued")
                .contains("berth_gateway_requests_seconds_bucket")
                .contains("berth_gateway_cold_starts_seconds")
                .contains("berth_gateway_refusals_total{reason=\"unknown_host\"");
    }

    /** A Kafka with the topics that the API service makes. */
    public static final class Kafka implements QuarkusTestResourceLifecycleManager {

        private final TestServers own = TestServers.own();

        @Override
        public Map<String, String> start() {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", own.bootstrapServers()))) {
                List<NewTopic> topics = List.of(
                                Topics.events(Kind.CONTAINER),
                                Topics.events(Kind.API_KEY),
                                Topics.events(Kind.TOKEN),
                                Topics.events(Kind.DOMAIN),
                                Topics.ENDPOINTS,
                                Topics.DEMAND)
                        .stream()
                        .map(topic -> new NewTopic(topic, 2, (short) 1))
                        .toList();
                admin.createTopics(topics).all().get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
            return Map.of(
                    "kafka.bootstrap.servers",
                    own.bootstrapServers(),
                    "berth.gateway.port",
                    "0",
                    "quarkus.http.test-port",
                    "0");
        }

        @Override
        public void stop() {
            own.close();
        }
    }
}
