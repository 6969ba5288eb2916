package dev.berth.api.relay;

import dev.berth.api.relay.RelayState.Phase;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** The relay in numbers. */
@ApplicationScoped
public class RelayMetrics {

    private final MeterRegistry registry;
    private final RelayState state;

    public RelayMetrics(MeterRegistry registry, RelayState state) {
        this.registry = registry;
        this.state = state;
    }

    void register(@Observes StartupEvent started) {
        Gauge.builder("berth.relay.lag.bytes", state, RelayState::lagBytes)
                .description("Write-ahead log that Kafka has not confirmed")
                .register(registry);
        Gauge.builder("berth.relay.delay", state, relay -> relay.lastDelayMillis() / 1000.0)
                .description("Age of the last published event when Kafka had it")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("berth.relay.active", state, relay -> relay.phase() instanceof Phase.Relaying ? 1 : 0)
                .description("1 on the instance that relays")
                .register(registry);
        FunctionCounter.builder("berth.relay.events", state, RelayState::published)
                .description("Events published to Kafka")
                .register(registry);
    }
}
