package dev.berth.benchmarks.figure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.benchmarks.Api;
import dev.berth.benchmarks.Berth;
import dev.berth.benchmarks.load.HttpConnection;
import dev.berth.benchmarks.load.Load;
import dev.berth.benchmarks.peer.Topic;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A container of the sample image that is up: by what name the gateway knows it, and where it answers itself.
 *
 * @param name the host in its public endpoint
 * @param host where its instance listens
 */
record Upstream(String id, String name, String host, int port) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Upstream start(Berth berth, String more) throws IOException, InterruptedException {
        Api api = berth.api();
        String namespace = api.createNamespace("bench");
        JsonNode container =
                api.call("POST", api.containers(), api.container(namespace, "upstream", berth.image(), more));
        String id = container.path("id").asText();
        api.awaitStatus(id, "ready", Duration.ofSeconds(60));
        String endpoint = api.call("GET", api.containers() + "/" + id, "")
                .path("public_endpoint")
                .asText();
        JsonNode instance = instance(berth, id);
        String name = endpoint.contains("://") ? URI.create(endpoint).getHost() : endpoint;
        return new Upstream(
                id, name, instance.path("host").asText(), instance.path("port").asInt());
    }

    /** From what the reconciler tells the gateways. */
    private static JsonNode instance(Berth berth, String id) throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        JsonNode found = JSON.missingNode();
        try (Topic topic = Topic.fromStart(berth.kafka(), "berth.endpoints")) {
            while (found.isMissingNode() && System.nanoTime() < end) {
                for (ConsumerRecord<String, byte[]> record : topic.next()) {
                    if (record.key().endsWith(id) && record.value() != null) {
                        found = JSON.readTree(record.value()).at("/instances/0");
                    }
                }
            }
        }
        return found;
    }

    /** A client that asks for the same again and again. */
    static Load.Client client(String host, int port, byte[] request) {
        HttpConnection connection = HttpConnection.toPort(host, port);
        return new Load.Client() {
            @Override
            public boolean call() {
                return connection.exchange(request).ok();
            }

            @Override
            public void close() {
                connection.close();
            }
        };
    }
}
