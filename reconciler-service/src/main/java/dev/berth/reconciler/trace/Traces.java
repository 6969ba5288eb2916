package dev.berth.reconciler.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes spans whose parent is a request that was answered long ago: events carry its trace context. */
public final class Traces {

    private static final Pattern TRACEPARENT = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");

    private final Tracer tracer;

    public Traces(Tracer tracer) {
        this.tracer = tracer;
    }

    /** Does it inside a span, if it belongs to a trace at all. */
    public <T> T in(String name, Optional<String> traceparent, Map<String, String> attributes, Supplier<T> work) {
        Optional<SpanContext> parent = traceparent.flatMap(Traces::parse);
        return parent.isPresent() ? inSpan(span(name, parent.get(), attributes), work) : work.get();
    }

    private Span span(String name, SpanContext parent, Map<String, String> attributes) {
        Span span = tracer.spanBuilder(name)
                .setSpanKind(SpanKind.CONSUMER)
                .setParent(Context.root().with(Span.wrap(parent)))
                .startSpan();
        attributes.forEach(span::setAttribute);
        return span;
    }

    private static <T> T inSpan(Span span, Supplier<T> work) {
        try (Scope _ = span.makeCurrent()) {
            return work.get();
        } catch (RuntimeException e) {
            span.setStatus(StatusCode.ERROR, String.valueOf(e.getMessage()));
            throw e;
        } finally {
            span.end();
        }
    }

    private static Optional<SpanContext> parse(String traceparent) {
        Matcher matcher = TRACEPARENT.matcher(traceparent);
        return matcher.matches()
                ? Optional.of(SpanContext.createFromRemoteParent(
                                matcher.group(1),
                                matcher.group(2),
                                TraceFlags.fromHex(matcher.group(3), 0),
                                TraceState.getDefault()))
                        .filter(SpanContext::isValid)
                : Optional.empty();
    }
}
