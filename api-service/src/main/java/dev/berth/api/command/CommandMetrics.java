package dev.berth.api.command;

import dev.berth.api.refusal.Refused;
import dev.berth.events.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/** Counts and times the commands of one kind of resource, by how they ended. */
final class CommandMetrics {

    private final MeterRegistry registry;
    private final Kind kind;

    CommandMetrics(MeterRegistry registry, Kind kind) {
        this.registry = registry;
        this.kind = kind;
    }

    <S> Uni<Outcome<S>> timed(String command, Supplier<Uni<Outcome<S>>> work) {
        return Uni.createFrom().deferred(() -> {
            Timer.Sample sample = Timer.start(registry);
            return work.get()
                    .onItem()
                    .invoke(outcome -> stop(sample, command, outcome.events().isEmpty() ? "unchanged" : "done"))
                    .onFailure()
                    .invoke(failure -> stop(sample, command, result(failure)));
        });
    }

    private void stop(Timer.Sample sample, String command, String result) {
        sample.stop(registry.timer("berth.commands", "kind", kind.wireName(), "command", command, "result", result));
    }

    private static String result(Throwable failure) {
        return failure instanceof Refused refused
                ? "refused-" + refused.refusal().getClass().getSimpleName()
                : "failed";
    }
}
