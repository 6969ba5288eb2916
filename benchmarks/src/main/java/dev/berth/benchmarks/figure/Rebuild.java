package dev.berth.benchmarks.figure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.benchmarks.Berth;
import dev.berth.benchmarks.Figure;
import dev.berth.benchmarks.Result;
import java.time.Duration;
import java.util.List;

/** All views built anew from the log. */
public final class Rebuild implements Figure {

    @Override
    public String name() {
        return "rebuild";
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(4);
    }

    @Override
    public List<Result> measure() throws Exception {
        try (Berth berth = Berth.start(Berth.NOTHING_RUNS)) {
            Seeded.in(berth);
            berth.rebuildViews();
            long start = System.nanoTime();
            JsonNode rebuilt = berth.rebuildViews();
            double seconds = (System.nanoTime() - start) / 1e9;
            long events = rebuilt.path("events").asLong();
            return List.of(Result.atLeast("rebuild of views", events / seconds, "events/s", 25_000)
                    .noting("%,d events; asked until in use".formatted(events))
                    .provided(rebuilt.path("equal").asBoolean(), "the rebuilt views differ: " + rebuilt));
        }
    }
}
