package dev.berth.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the gateway knows all that was in Kafka when it started. */
@Readiness
@ApplicationScoped
class GatewayReadiness implements HealthCheck {

    private final GatewayService service;

    GatewayReadiness(GatewayService service) {
        this.service = service;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("gateway")
                .status(service.gateway().filter(Gateway::ready).isPresent())
                .withData("hosts", service.gateway().map(Gateway::hosts).orElse(0))
                .withData("holes", service.gateway().map(Gateway::holes).orElse(0))
                .build();
    }
}
