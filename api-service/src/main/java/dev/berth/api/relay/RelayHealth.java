package dev.berth.api.relay;

import dev.berth.api.relay.RelayState.Phase;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Tells whether events get to Kafka. It is no reason to take an instance out of service: commands are taken all the
 * same, and events wait in the log.
 */
@Wellness
@ApplicationScoped
public class RelayHealth implements HealthCheck {

    private final RelayState state;

    public RelayHealth(RelayState state) {
        this.state = state;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("relay").up().withData("lagBytes", state.lagBytes());
        return switch (state.phase()) {
            case Phase.Off _ -> response.withData("phase", "off").build();
            case Phase.Waiting _ ->
                response.withData("phase", "another instance relays").build();
            case Phase.CatchingUp _ ->
                response.withData("phase", "comparing Kafka with the log").build();
            case Phase.Relaying _ -> response.withData("phase", "relaying").build();
            case Phase.Failing failing ->
                response.down()
                        .withData("phase", "trying again")
                        .withData("reason", failing.reason())
                        .withData("since", failing.since().toString())
                        .build();
        };
    }
}
