package dev.berth.api.dialect;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.regex.Pattern;

/** The trace that a request belongs to, in W3C's words: what the request sets going is shown in it later. */
final class Traceparent {

    private static final Pattern FORM = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    /** Our own span of the request; the caller's own, as it came, when we make none. */
    static Optional<String> of(RoutingContext http) {
        SpanContext own = Span.current().getSpanContext();
        return own.isValid()
                ? Optional.of("00-" + own.getTraceId() + "-" + own.getSpanId() + "-"
                        + own.getTraceFlags().asHex())
                : Optional.ofNullable(http.request().getHeader("traceparent"))
                        .filter(value -> FORM.matcher(value).matches());
    }

    private Traceparent() {}
}
