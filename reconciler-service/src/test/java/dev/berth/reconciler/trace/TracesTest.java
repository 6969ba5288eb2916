package dev.berth.reconciler.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.berth.events.ContainerId;
import dev.berth.events.StreamId;
import dev.berth.events.report.Report;
import dev.berth.events.report.Reported;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TracesTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String REQUEST = "00f067aa0ba902b7";
    private static final Optional<String> TRACEPARENT = Optional.of("00-" + TRACE + "-" + REQUEST + "-01");

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final Traces traces = new Traces(SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(spans))
            .build()
            .get("test"));

    @Test
    void what_is_done_for_a_request_stands_in_its_trace() {
        String answer = traces.in("start", TRACEPARENT, Map.of("a", "b"), () -> "done");

        assertThat(answer).isEqualTo("done");
        SpanData span = spans.getFinishedSpanItems().getFirst();
        assertThat(span.getTraceId()).isEqualTo(TRACE);
        assertThat(span.getParentSpanId()).isEqualTo(REQUEST);
        assertThat(span.getName()).isEqualTo("start");
    }

    @Test
    void what_is_done_for_nobody_makes_no_span() {
        assertThat(traces.in("start", Optional.empty(), Map.of(), () -> "done")).isEqualTo("done");
        assertThat(traces.in("start", Optional.of("nonsense"), Map.of(), () -> "done"))
                .isEqualTo("done");
        assertThat(spans.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void what_fails_is_marked_and_fails_all_the_same() {
        assertThatIllegalStateException()
                .isThrownBy(() -> traces.in("start", TRACEPARENT, Map.of(), () -> {
                    throw new IllegalStateException("no engine");
                }));

        assertThat(spans.getFinishedSpanItems().getFirst().getStatus().getStatusCode())
                .isEqualTo(StatusCode.ERROR);
    }

    @Test
    void a_report_stands_in_the_trace_of_what_it_reports() {
        List<Reported> sent = new ArrayList<>();
        ContainerId container = new ContainerId(new UUID(1, 1));
        StreamId stream = container.stream();
        Reported ready = new Reported(
                new UUID(2, 2),
                Instant.EPOCH,
                "reconciler",
                Optional.empty(),
                TRACEPARENT,
                new Report.DeploymentReady(container, 1));

        new TracedReports((_, reported) -> sent.add(reported), traces).send(stream, ready);

        assertThat(sent).containsExactly(ready);
        assertThat(spans.getFinishedSpanItems().getFirst().getName()).isEqualTo("report deployment ready");
    }
}
