package dev.berth.gateway.acme;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/** What operators see of orders. */
final class AcmeMetrics {

    private final MeterRegistry registry;
    private volatile Optional<Instant> firstEnd = Optional.empty();
    private volatile int waiting;

    AcmeMetrics(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        Gauge.builder("berth.gateway.acme.first.end", this, metrics -> metrics.secondsLeft(clock.instant()))
                .description("Seconds until the first of the certificates that were ordered ends; none, NaN")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("berth.gateway.acme.waiting", this, metrics -> metrics.waiting)
                .description("Hosts that need a certificate, or a new one, and have not got it yet")
                .register(registry);
    }

    private double secondsLeft(Instant now) {
        return firstEnd.map(end -> (double) Duration.between(now, end).toSeconds())
                .orElse(Double.NaN);
    }

    void saw(Optional<Instant> end, int hostsWaiting) {
        firstEnd = end;
        waiting = hostsWaiting;
    }

    void issued() {
        ended("issued");
    }

    void failed(OrderFailed.Reason reason) {
        ended(reason.name().toLowerCase(Locale.ROOT));
    }

    private void ended(String result) {
        Counter.builder("berth.gateway.acme.orders")
                .description("Orders of certificates, by what became of them")
                .tag("result", result)
                .register(registry)
                .increment();
    }
}
