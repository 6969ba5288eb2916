package dev.berth.api.command;

import dev.berth.api.store.EventStore;
import dev.berth.events.Event;
import dev.berth.events.Recorded;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What all handlers of commands share. */
@ApplicationScoped
public class CommandShell {

    private final EventStore store;
    private final InstantSource clock;
    private final MeterRegistry metrics;
    private final Quotas quotas;
    private final List<AfterAppend> listeners = new CopyOnWriteArrayList<>();

    public CommandShell(EventStore store, InstantSource clock, MeterRegistry metrics, Quotas quotas) {
        this.store = store;
        this.clock = clock;
        this.metrics = metrics;
        this.quotas = quotas;
    }

    /** The handler of one kind of resource. */
    public <S, C, E extends Event> CommandHandler<S, C, E> handler(Aggregate<S, C, E> aggregate) {
        CommandMetrics timer = new CommandMetrics(metrics, aggregate.kind());
        return new CommandHandler<>(aggregate, store, clock, timer, this::appended, quotas);
    }

    /** Tells this listener of all that is appended from now on. */
    public void listen(AfterAppend listener) {
        listeners.add(listener);
    }

    private void appended(List<Recorded<Event>> events) {
        listeners.forEach(listener -> listener.appended(events));
    }
}
