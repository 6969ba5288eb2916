package dev.berth.benchmarks.figure;

import dev.berth.benchmarks.Berth;
import dev.berth.benchmarks.Figure;
import dev.berth.benchmarks.Reconciler;
import dev.berth.benchmarks.Result;
import dev.berth.benchmarks.peer.Cluster;
import dev.berth.benchmarks.peer.Tool;
import java.time.Duration;
import java.util.List;

/** What a reconciler takes that looks after very many containers on a cluster, and how soon the next one has compared them all. */
public final class ClusterRestart implements Figure {

    private static final int SOME = 1_000;
    private static final int ALL = 5_000;

    @Override
    public String name() {
        return "cluster-restart";
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(20);
    }

    @Override
    public List<Tool> needs() {
        return List.of(Cluster.TOOL);
    }

    @Override
    public List<Result> measure() throws Exception {
        try (Cluster cluster = Cluster.connect();
                Berth berth = Berth.start(Berth.NOTHING_RUNS)) {
            ClusterContainers containers = ClusterContainers.in(berth, cluster, "bench");
            try (Cluster.Rest _ = cluster.rest();
                    Reconciler reconciler = Reconciler.beside(berth, ClusterContainers.settings(cluster))) {
                containers.create(0, SOME);
                containers.awaitObjects(SOME);
                double usedBySome = reconciler.usedMebibytes();
                containers.create(SOME, ALL);
                containers.awaitObjects(ALL);
                double usedByAll = reconciler.usedMebibytes();
                double memory = reconciler.mebibytes();
                String before = containers.written();
                long asked = cluster.asked();
                Duration restart = reconciler.restart(ALL);
                long askedAnew = cluster.asked() - asked;
                return List.of(
                        Result.atMost("memory of a reconciler with 5,000 containers", memory, "MiB", 600)
                                .noting("of its heap %d MiB are in use, with 1,000 containers %d"
                                        .formatted(Math.round(usedByAll), Math.round(usedBySome))),
                        Result.atMost("restart with them until all are compared", restart.toMillis() / 1000.0, "s", 30)
                                .provided(containers.written().equals(before), "something was written")
                                .noting("the API server was asked %d times".formatted(askedAnew))
                                .noting(cluster.resting()));
            } finally {
                Cluster.kubectl(
                        ClusterContainers.PATIENCE,
                        "delete",
                        "namespace",
                        "--wait=false",
                        "--selector",
                        containers.label());
            }
        }
    }
}
