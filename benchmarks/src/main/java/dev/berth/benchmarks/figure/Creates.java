package dev.berth.benchmarks.figure;

import dev.berth.benchmarks.Berth;
import dev.berth.benchmarks.Cpu;
import dev.berth.benchmarks.Figure;
import dev.berth.benchmarks.Result;
import dev.berth.benchmarks.load.Load;
import dev.berth.benchmarks.peer.Pgbench;
import dev.berth.benchmarks.peer.Tool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Containers created over HTTP by many clients, and how far relay and views lag meanwhile. */
public final class Creates implements Figure {

    private static final int CLIENTS = 16;

    /** The virtual machine compiles what is hot for some two minutes, on the very cores that are measured. */
    private static final Duration SLICE = Duration.ofSeconds(20);

    private static final int LEAST_SLICES = 6;
    private static final int MOST_SLICES = 12;

    /** That part of a core is left to the compiler when all is warm. */
    private static final int WARM = 20;

    private static final Duration TIME = Duration.ofSeconds(20);

    /** Before and after what it is compared with: a machine that others share changes its pace within a minute. */
    private static final Duration PEER_TIME = Duration.ofSeconds(10);

    /** Until caches are as warm as they were before the peer. */
    private static final Duration AGAIN = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "creates";
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(7);
    }

    @Override
    public List<Tool> needs() {
        return List.of(Pgbench.TOOL);
    }

    @Override
    public List<Result> measure() throws Exception {
        try (Berth berth = Berth.start(Berth.NOTHING_RUNS)) {
            String namespace = berth.api().createNamespace("bench");
            try (Lag _ = Lag.watch(berth)) { // it shares the cores, and has to be compiled as well
                warmUp(berth, namespace);
            }
            Lag.Outcome lag;
            Load.Run watched;
            try (Lag watch = Lag.watch(berth)) {
                watched = Load.closed(CLIENTS, TIME, _ -> new Creating(berth.api(), namespace));
                lag = watch.settle(Duration.ofSeconds(1));
            }
            SameRows rows = SameRows.prepare(berth);
            SameRows.Taken peerBefore = rows.write(CLIENTS, PEER_TIME);
            Load.closed(CLIENTS, AGAIN, _ -> new Creating(berth.api(), namespace));
            Cpu before = berth.cpu();
            Load.Run run = Load.closed(CLIENTS, TIME, _ -> new Creating(berth.api(), namespace));
            Cpu taken = berth.cpu().since(before);
            SameRows.Taken peer = peerBefore.and(rows.write(CLIENTS, PEER_TIME));
            long failed = run.latencies().failures() + watched.latencies().failures();
            String failures = failed + " creates failed";
            boolean allGood = failed == 0;
            List<Result> results = new ArrayList<>();
            results.add(Result.shareOf(
                            "pgbench, the same rows in one statement",
                            peer.perSecond(),
                            "creates acknowledged, 16 clients",
                            run.perSecond(),
                            "/s",
                            0.25)
                    .noting(taken.each(run.latencies().count()))
                    .noting("peer: " + peer.cpu().each(peer.count()))
                    .provided(allGood, failures));
            results.add(
                    Result.atMost("creates, 16 clients, p99", run.latencies().millisAt(99), "ms", 50)
                            .with("pgbench, average", peer.averageMillis())
                            .provided(allGood, failures));
            results.addAll(lag.results("%.1f creates/s".formatted(watched.perSecond())));
            return results;
        }
    }

    /** For two minutes, and until hardly anything is compiled any more. */
    private static void warmUp(Berth berth, String namespace) {
        boolean warm = false;
        for (int run = 0; run < MOST_SLICES && (run < LEAST_SLICES || !warm); run++) {
            Duration before = berth.compiling();
            Load.closed(CLIENTS, SLICE, _ -> new Creating(berth.api(), namespace));
            Duration compiling = berth.compiling().minus(before);
            warm = compiling.compareTo(SLICE.dividedBy(WARM)) < 0;
        }
    }
}
