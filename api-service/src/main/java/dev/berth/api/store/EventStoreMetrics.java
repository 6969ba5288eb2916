package dev.berth.api.store;

import dev.berth.events.Event;
import dev.berth.events.Recorded;
import dev.berth.events.StreamId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;
import jakarta.interceptor.Interceptor;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Times appends, by how they ended. */
@Decorator
@Priority(Interceptor.Priority.APPLICATION)
public class EventStoreMetrics implements EventStore {

    private final EventStore store;
    private final MeterRegistry registry;

    public EventStoreMetrics(@Delegate @Any EventStore store, MeterRegistry registry) {
        this.store = store;
        this.registry = registry;
    }

    @Override
    public Uni<Appended> append(Append append) {
        return Uni.createFrom().deferred(() -> {
            Timer.Sample sample = Timer.start(registry);
            return store.append(append)
                    .onItemOrFailure()
                    .invoke((appended, failure) -> sample.stop(timer(outcome(appended, failure))));
        });
    }

    private Timer timer(String outcome) {
        return Timer.builder("berth.store.append")
                .description("Appends to the log")
                .publishPercentileHistogram()
                .tag("outcome", outcome)
                .register(registry);
    }

    private static String outcome(@Nullable Appended appended, @Nullable Throwable failure) {
        if (appended != null) {
            return appended.repeated() ? "repeated" : "written";
        }
        return switch (failure) {
            case WriteConflict _ -> "conflict";
            case NameTaken _ -> "name-taken";
            case StoreUnavailable _ -> "unavailable";
            case null, default -> "failed";
        };
    }

    @Override
    public Uni<List<Recorded<Event>>> read(StreamId stream, long afterVersion, int limit) {
        return store.read(stream, afterVersion, limit);
    }

    @Override
    public Uni<List<Recorded<Event>>> readAsOf(StreamId stream, Instant asOf) {
        return store.readAsOf(stream, asOf);
    }

    @Override
    public Uni<Page> readAll(Cursor after, int limit) {
        return store.readAll(after, limit);
    }

    @Override
    public Uni<Long> version(StreamId stream) {
        return store.version(stream);
    }
}
