package dev.berth.gateway.ingress;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.berth.events.EventJson;
import java.time.Instant;
import java.util.Map;

/** Ingress objects for tests. */
public final class Made {

    public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    /** One whose specification is this JSON, with apostrophes in the place of quotation marks. */
    public static Ingress ingress(String name, String spec) {
        return ingress(name, NOON, spec);
    }

    public static Ingress ingress(String name, Instant created, String spec) {
        return new Ingress(new Ingress.Name("shop", name), created, 1, spec(spec));
    }

    static IngressSpec spec(String spec) {
        try {
            return IngressSpec.of(EventJson.MAPPER.readValue(spec.replace('\'', '"'), Map.class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(spec, e);
        }
    }

    /** One that leads a host to port 80 of a service. */
    public static Ingress leading(String name, String host, String service) {
        return ingress(name, "{'rules': [%s]}".formatted(rule(host, "ExternalIP", service)));
    }

    public static String rule(String host, String visibility, String service) {
        return "{'hosts': ['%s'], 'visibility': '%s', 'http': {'paths': [{'splits': [%s]}]}}"
                .formatted(host, visibility, split(service, 100));
    }

    public static String split(String service, int percent) {
        return "{'serviceNamespace': 'shop', 'serviceName': '%s', 'servicePort': 80, 'percent': %d}"
                .formatted(service, percent);
    }

    private Made() {}
}
