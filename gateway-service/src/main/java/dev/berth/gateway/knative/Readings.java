package dev.berth.gateway.knative;

import dev.berth.gateway.ingress.Ingress;
import dev.berth.gateway.ingress.IngressSpec;
import dev.berth.gateway.ingress.Service;
import dev.berth.gateway.ingress.ServiceName;
import dev.berth.gateway.ingress.Slice;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** What the gateway reads of a cluster's objects. */
final class Readings {

    static final ResourceDefinitionContext INGRESSES = new ResourceDefinitionContext.Builder()
            .withGroup("networking.internal.knative.dev")
            .withVersion("v1alpha1")
            .withKind("Ingress")
            .withPlural("ingresses")
            .withNamespaced(true)
            .build();

    private static final String CLASS = "networking.knative.dev/ingress.class";
    private static final String SERVICE = "kubernetes.io/service-name";
    private static final String EXTERNAL_NAME = "ExternalName";
    /** What Knative calls ports where HTTP/2 is spoken without TLS. */
    private static final String HTTP2 = "http2";

    private static final String H2C = "kubernetes.io/h2c";

    /** The class of an Ingress; empty where it has none. */
    static String ingressClass(HasMetadata ingress) {
        return Objects.requireNonNullElse(ingress.getMetadata().getAnnotations(), Map.<String, String>of())
                .getOrDefault(CLASS, "");
    }

    static Ingress.Name name(HasMetadata ingress) {
        return new Ingress.Name(
                ingress.getMetadata().getNamespace(), ingress.getMetadata().getName());
    }

    /** @throws IllegalArgumentException when it is not as Knative's API says */
    static Ingress ingress(GenericKubernetesResource ingress) {
        ObjectMeta meta = ingress.getMetadata();
        return new Ingress(
                name(ingress),
                Instant.parse(meta.getCreationTimestamp()),
                Objects.requireNonNullElse(meta.getGeneration(), 0L),
                IngressSpec.of(Objects.requireNonNullElse(ingress.get("spec"), Map.of())));
    }

    static ServiceName serviceName(HasMetadata service) {
        return new ServiceName(
                service.getMetadata().getNamespace(), service.getMetadata().getName());
    }

    static Service service(io.fabric8.kubernetes.api.model.Service service) {
        return new Service(
                serviceName(service),
                Optional.of(service.getSpec())
                        .filter(spec -> EXTERNAL_NAME.equals(spec.getType()))
                        .map(spec -> spec.getExternalName()),
                Objects.requireNonNullElse(service.getSpec().getPorts(), List.<ServicePort>of()).stream()
                        .map(Readings::port)
                        .toList());
    }

    private static Service.Port port(ServicePort port) {
        String name = Objects.requireNonNullElse(port.getName(), "");
        boolean http2 = H2C.equals(port.getAppProtocol()) || name.equals(HTTP2) || name.equals("h2c");
        return new Service.Port(name, port.getPort(), http2);
    }

    /** Empty for a slice that belongs to no service. */
    static Optional<Slice> slice(EndpointSlice slice) {
        return Optional.ofNullable(slice.getMetadata().getLabels())
                .map(labels -> labels.get(SERVICE))
                .map(service -> slice(new ServiceName(slice.getMetadata().getNamespace(), service), slice));
    }

    private static Slice slice(ServiceName service, EndpointSlice slice) {
        Map<String, Integer> ports = new HashMap<>();
        for (EndpointPort port : Objects.requireNonNullElse(slice.getPorts(), List.<EndpointPort>of())) {
            if (port.getPort() != null) {
                ports.put(Objects.requireNonNullElse(port.getName(), ""), port.getPort());
            }
        }
        return new Slice(
                service,
                slice.getMetadata().getName(),
                addresses(slice, conditions -> !Boolean.FALSE.equals(conditions.getReady())),
                addresses(slice, conditions -> Boolean.TRUE.equals(conditions.getServing())),
                ports);
    }

    private static List<String> addresses(EndpointSlice slice, Predicate<EndpointConditions> which) {
        return Objects.requireNonNullElse(slice.getEndpoints(), List.<Endpoint>of()).stream()
                .filter(endpoint -> which.test(conditions(endpoint)))
                .flatMap(endpoint -> endpoint.getAddresses().stream())
                .toList();
    }

    private static EndpointConditions conditions(Endpoint endpoint) {
        return Objects.requireNonNullElseGet(endpoint.getConditions(), EndpointConditions::new);
    }

    private Readings() {}
}
