package dev.berth.api.views;

import dev.berth.api.views.Arrival.Known;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How the views keep up. */
@ApplicationScoped
class ProjectionMetrics {

    private final Timer lag;
    private final DistributionSummary batch;
    private final Counter healed;
    private final Counter early;

    ProjectionMetrics(MeterRegistry registry) {
        lag = Timer.builder("berth.views.lag")
                .description("From the moment when an event happened until the views show it")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofMinutes(1))
                .register(registry);
        batch = DistributionSummary.builder("berth.views.batch")
                .description("Events projected in one transaction")
                .register(registry);
        healed = Counter.builder("berth.views.healed")
                .description("Streams read from the log because Kafka did not bring all of them")
                .register(registry);
        early = Counter.builder("berth.views.early")
                .description("Batches tried again because Kafka brought them before the database showed them")
                .register(registry);
    }

    void projected(List<Arrival> arrivals) {
        Instant now = Instant.now();
        batch.record(arrivals.size());
        for (Arrival arrival : arrivals) {
            if (arrival instanceof Known known) {
                lag.record(Duration.between(known.recorded().time(), now));
            }
        }
    }

    void healed() {
        healed.increment();
    }

    void early() {
        early.increment();
    }
}
