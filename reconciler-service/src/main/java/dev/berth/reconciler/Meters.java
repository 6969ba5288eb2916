package dev.berth.reconciler;

import dev.berth.reconciler.container.Reconciler;
import dev.berth.reconciler.container.Surroundings.Figures;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Counts what the reconciler does. */
@ApplicationScoped
class Meters implements Figures {

    private final MeterRegistry registry;
    private final Timer looks;
    private final Counter failures;
    private final Timer starts;
    private final Timer coldStarts;

    Meters(MeterRegistry registry) {
        this.registry = registry;
        this.looks = Timer.builder("berth.reconciler.looks")
                .description("Whole looks at one container")
                .publishPercentileHistogram()
                .register(registry);
        this.failures = Counter.builder("berth.reconciler.failures")
                .description("Looks that failed, and are tried again")
                .register(registry);
        this.starts = Timer.builder("berth.reconciler.starts")
                .description("Instances started, by the engine alone")
                .publishPercentileHistogram()
                .register(registry);
        this.coldStarts = Timer.builder("berth.reconciler.cold.starts")
                .description("From the first demand for a sleeping container to its endpoint")
                .publishPercentileHistogram()
                .register(registry);
    }

    void count(@Observes StartupEvent event, Reconciler reconciler) {
        Gauge.builder("berth.reconciler.instances", reconciler, Reconciler::instances)
                .description("Instances that take requests")
                .register(registry);
        Gauge.builder("berth.reconciler.held", reconciler, Reconciler::held)
                .description("Containers of which what stands was compared with what shall stand, and is kept so")
                .register(registry);
    }

    @Override
    public void looked(Duration took) {
        looks.record(took);
    }

    @Override
    public void failed() {
        failures.increment();
    }

    @Override
    public void started(Duration took) {
        starts.record(took);
    }

    @Override
    public void coldStart(Duration took) {
        coldStarts.record(took);
    }
}
