package dev.berth.acceptance.processes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What receives the spans of all services, as an OpenTelemetry collector does: OTLP over HTTP, which is a POST of a protobuf
 * message to {@code /v1/traces} (<a href="https://opentelemetry.io/docs/specs/otlp/#otlphttp">OTLP/HTTP</a>).
 */
final class Collector implements AutoCloseable {

    /** A span, by the service that made it. */
    record Span(String service, String name) {}

    private record Received(String trace, Span span) {}

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    Collector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::receive);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** All spans of a trace so far. */
    List<Span> spans(String trace) {
        return received.stream()
                .filter(one -> one.trace().equals(trace))
                .map(Received::span)
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
            request.getResourceSpansList().forEach(spans -> {
                String service = service(spans.getResource());
                spans.getScopeSpansList().stream()
                        .flatMap(scope -> scope.getSpansList().stream())
                        .map(span -> new Received(
                                HexFormat.of().formatHex(span.getTraceId().toByteArray()),
                                new Span(service, span.getName())))
                        .forEach(received::add);
            });
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static String service(Resource resource) {
        return resource.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals("service.name"))
                .map(attribute -> attribute.getValue().getStringValue())
                .findFirst()
                .orElse("");
    }
}
