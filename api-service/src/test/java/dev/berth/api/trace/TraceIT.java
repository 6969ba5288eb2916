package dev.berth.api.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.api.Tenants;
import dev.berth.api.dialect.scaleway.ScalewayClient;
import dev.berth.api.store.EventStore;
import dev.berth.events.ContainerId;
import dev.berth.events.Event;
import dev.berth.events.Recorded;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(TracedProfile.class)
class TraceIT {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Inject
    Tenants tenants;

    @Inject
    Spans spans;

    @Inject
    EventStore store;

    @Test
    void what_a_request_changed_carries_the_trace_of_the_request() {
        var tenant = tenants.organization();
        String namespace = ScalewayClient.of(tenant).namespace("traced");
        JsonNode created = ScalewayClient.of(tenant)
                .http()
                .with("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .send("POST", ScalewayClient.C + "/containers", ScalewayClient.container(namespace, "hello", ""))
                .json();

        List<Recorded<Event>> events = store.read(
                        ContainerId.of(created.path("id").asText()).stream(), 0, 10)
                .await()
                .atMost(Duration.ofSeconds(60));

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(spans.of(TRACE)).isNotEmpty());
        List<String> own = spans.of(TRACE).stream().map(TraceIT::traceparent).toList();
        assertThat(events)
                .hasSize(3)
                .allSatisfy(event -> assertThat(event.provenance().traceparent().orElseThrow())
                        .isIn(own));
    }

    private static String traceparent(SpanData span) {
        return "00-" + span.getTraceId() + "-" + span.getSpanId() + "-01";
    }
}
