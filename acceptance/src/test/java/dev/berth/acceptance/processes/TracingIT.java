package dev.berth.acceptance.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.berth.acceptance.processes.Collector.Span;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever asks why a container runs as it does finds one trace, from the request to the engine. */
class TracingIT {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Test
    void one_trace_goes_from_the_request_through_the_log_to_the_engine() throws Exception {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "processes")), "traces");
        try (Collector collector = new Collector();
                Cluster cluster = Cluster.start(folder.toAbsolutePath(), settings(collector))) {

            Greeter.deploy(cluster, Map.of("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01"));

            await("spans of the request and of the instance's start")
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(collector.spans(TRACE))
                            .extracting(Span::service, Span::name)
                            .contains(
                                    tuple("api-service", "POST /containers/v1/regions/{region}/containers"),
                                    tuple("reconciler-service", "start instances")));
        }
    }

    private static Map<String, String> settings(Collector collector) {
        return Map.of(
                "BERTH_TRACES", "on",
                "OTEL_EXPORTER_OTLP_ENDPOINT", collector.address(),
                "OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
    }
}
