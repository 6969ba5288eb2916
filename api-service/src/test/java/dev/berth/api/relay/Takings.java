package dev.berth.api.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A sink that keeps what it takes, and says of what it is told to that it is safe: of everything, at first. */
final class Takings implements ChangeSource.Sink {

    private final List<LogRow> rows = new ArrayList<>();
    private Set<String> unsafe = Set.of();
    private boolean nothingIsSafe;
    private @Nullable RuntimeException refusal;

    @Override
    public synchronized void take(LogRow row, Runnable safe) {
        if (refusal != null) {
            throw refusal;
        }
        rows.add(row);
        if (!nothingIsSafe && !unsafe.contains(row.body())) {
            safe.run();
        }
    }

    synchronized void keepUnsafe() {
        nothingIsSafe = true;
    }

    synchronized void keepUnsafe(String... names) {
        unsafe = Set.of(names);
    }

    synchronized void refuse(RuntimeException failure) {
        refusal = failure;
    }

    /** For the next source: empty, and just as trusting. */
    synchronized Takings next() {
        Takings next = new Takings();
        next.nothingIsSafe = nothingIsSafe;
        next.unsafe = unsafe;
        return next;
    }

    synchronized List<LogRow> rows() {
        return List.copyOf(rows);
    }

    synchronized List<String> names() {
        return rows.stream().map(LogRow::body).toList();
    }
}
