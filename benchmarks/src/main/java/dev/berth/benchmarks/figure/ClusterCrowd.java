package dev.berth.benchmarks.figure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.benchmarks.Berth;
import dev.berth.benchmarks.Figure;
import dev.berth.benchmarks.Reconciler;
import dev.berth.benchmarks.Result;
import dev.berth.benchmarks.figure.ClusterContainers.Kind;
import dev.berth.benchmarks.peer.Cluster;
import dev.berth.benchmarks.peer.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Very many containers wanted at once on a Kubernetes cluster, beside {@code kubectl apply} of the same objects in one go. */
public final class ClusterCrowd implements Figure {

    private static final int EACH_ROUND = 500;
    private static final int LEAST_ROUNDS = 4;
    private static final int MOST_ROUNDS = 14;

    /** Such a part of a core is left to the compilers of both virtual machines when all is warm. */
    private static final int WARM = 10;

    private static final int CONTAINERS = 1_000;
    private static final double MOST = 1.2;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String name() {
        return "cluster-crowd";
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
            try (Reconciler reconciler = Reconciler.beside(berth, ClusterContainers.settings(cluster));
                    Cluster.Rest _ = cluster.rest()) {
                return List.of(measure(cluster, berth, reconciler));
            } finally {
                Cluster.kubectl(
                        ClusterContainers.PATIENCE,
                        "delete",
                        "namespace",
                        "--selector=berth.dev/platform in (%s, peer)".formatted(berth.platform()));
            }
        }
    }

    private static Result measure(Cluster cluster, Berth berth, Reconciler reconciler)
            throws IOException, InterruptedException {
        String warmUp = warmUp(berth, cluster, reconciler);
        ClusterContainers containers = ClusterContainers.in(berth, cluster, "crowd");
        double seconds = create(containers, CONTAINERS);
        double peers = applyByHand(write(containers));
        return new Result(
                        "1,000 containers wanted at once until all objects stand",
                        seconds,
                        "s",
                        "kubectl apply --server-side of the same in one go",
                        peers,
                        seconds / peers,
                        "<= 1.2 x the peer",
                        seconds <= MOST * peers,
                        "")
                .noting(warmUp + "; " + cluster.resting());
    }

    /** Until hardly anything is compiled any more: code that is not compiled yet costs several times as much. */
    private static String warmUp(Berth berth, Cluster cluster, Reconciler reconciler) throws InterruptedException {
        List<Double> seconds = new ArrayList<>();
        boolean warm = false;
        while (seconds.size() < MOST_ROUNDS && (seconds.size() < LEAST_ROUNDS || !warm)) {
            ClusterContainers containers = ClusterContainers.in(berth, cluster, "warm" + seconds.size());
            double before = compiling(berth, reconciler);
            seconds.add(create(containers, EACH_ROUND));
            warm = compiling(berth, reconciler) - before < seconds.getLast() / WARM;
            containers.dismiss(); // each Service costs the API server more than the one before it
        }
        return "warm-up, %d each: %s s"
                .formatted(EACH_ROUND, seconds.stream().map("%.1f"::formatted).collect(Collectors.joining(", ")));
    }

    /** Seconds of CPU until now. */
    private static double compiling(Berth berth, Reconciler reconciler) {
        return berth.compiling().plus(reconciler.compiling()).toNanos() / 1e9;
    }

    /** How many seconds it takes until all of their objects stand. */
    private static double create(ClusterContainers containers, int count) throws InterruptedException {
        long start = System.nanoTime();
        containers.create(0, count);
        containers.awaitObjects(count);
        return (System.nanoTime() - start) / 1e9;
    }

    /** As somebody would have written them by hand, for a namespace of its own and without Berth's labels. */
    private static Path write(ClusterContainers containers) throws IOException {
        ObjectNode list = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "List");
        ArrayNode items = list.putArray("items");
        for (Kind kind : ClusterContainers.KINDS.reversed()) {
            containers.objects(kind).forEach(object -> items.add(byHand((ObjectNode) object, kind)));
        }
        return Files.writeString(Files.createTempFile("berth-bench", ".json"), list.toString());
    }

    private static JsonNode byHand(ObjectNode object, Kind kind) {
        String name = object.at("/metadata/name").asText();
        object.put("apiVersion", kind.version()).put("kind", kind.name()).remove("status");
        ObjectNode spec = (ObjectNode) object.path("spec");
        spec.remove(List.of("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"));
        object.putObject("metadata").put("name", name).put("namespace", "peer");
        return unlabelled(object);
    }

    /** Selectors and templates keep agreeing, on labels that Berth takes no notice of. */
    private static JsonNode unlabelled(JsonNode object) {
        try {
            return JSON.readTree(object.toString()
                    .replace("berth.dev/", "peer.example/")
                    .replace("app.kubernetes.io/managed-by", "peer.example/by"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double applyByHand(Path objects) throws IOException, InterruptedException {
        Cluster.kubectl(ClusterContainers.PATIENCE, "create", "namespace", "peer");
        Cluster.kubectl(ClusterContainers.PATIENCE, "label", "namespace", "peer", "berth.dev/platform=peer");
        long start = System.nanoTime();
        Cluster.kubectl(ClusterContainers.PATIENCE, "apply", "--server-side", "--filename", objects.toString());
        double seconds = (System.nanoTime() - start) / 1e9;
        Files.delete(objects);
        return seconds;
    }
}
