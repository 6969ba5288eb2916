package dev.berth.gateway.proxy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** What operators see of the data path. No label has more than a handful of values. */
public final class GatewayMetrics {

    private static final Duration[] LATENCIES = millis(1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000);
    private static final Duration[] COLD_STARTS = millis(50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000);

    private final MeterRegistry registry;
    private final Timer[] answered = new Timer[6];
    private final Timer coldStarts;
    private final AtomicInteger inFlight = new AtomicInteger();

    /** Registers the gateway's meters; {@code waiting} is asked how many requests wait. */
    public GatewayMetrics(MeterRegistry registry, IntSupplier waiting) {
        this.registry = registry;
        for (int hundreds = 1; hundreds < answered.length; hundreds++) {
            answered[hundreds] = Timer.builder("berth.gateway.requests")
                    .description("Requests, from their head to the end of the answer, cold starts included")
                    .tag("status", hundreds + "xx")
                    .serviceLevelObjectives(LATENCIES)
                    .register(registry);
        }
        coldStarts = Timer.builder("berth.gateway.cold.starts")
                .description("How long requests were held while their container woke")
                .serviceLevelObjectives(COLD_STARTS)
                .register(registry);
        Gauge.builder("berth.gateway.in.flight", inFlight, AtomicInteger::get)
                .description("Requests under way in containers")
                .register(registry);
        Gauge.builder("berth.gateway.queued", waiting, IntSupplier::getAsInt)
                .description("Requests that wait for an instance")
                .register(registry);
    }

    private static Duration[] millis(long... millis) {
        Duration[] durations = new Duration[millis.length];
        for (int i = 0; i < millis.length; i++) {
            durations[i] = Duration.ofMillis(millis[i]);
        }
        return durations;
    }

    void began() {
        inFlight.incrementAndGet();
    }

    void ended() {
        inFlight.decrementAndGet();
    }

    void answered(int status, long nanos) {
        int hundreds = status / 100;
        if (hundreds > 0 && hundreds < answered.length) {
            answered[hundreds].record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    void coldStart(long nanos) {
        coldStarts.record(nanos, TimeUnit.NANOSECONDS);
    }

    void refused(String type) {
        Counter.builder("berth.gateway.refusals")
                .description("Requests that the gateway answered itself, by reason")
                .tag("reason", type)
                .register(registry)
                .increment();
    }

    void upstreamFailed(String kind) {
        Counter.builder("berth.gateway.upstream.failures")
                .description("Instances that could not be reached, or broke off")
                .tag("kind", kind)
                .register(registry)
                .increment();
    }
}
