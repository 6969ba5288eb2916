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

    private static final int WARM = 500;
    private static final int MOST_ROUNDS = 6;
    private static final double STILL_FASTER = 0.9;
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
                Berth berth = Berth.start(Berth.NOTHING_RUNS);
                Reconciler _ = Reconciler.beside(berth, ClusterContainers.settings(cluster))) {
            List<ClusterContainers> all = new ArrayList<>();
            String warmUp;
            double seconds;
            double peers;
            try (Cluster.Rest _ = cluster.rest()) {
                warmUp = warmUp(berth, cluster, all);
                seconds = create(berth, cluster, CONTAINERS, all);
                peers = applyByHand(write(all.getLast()));
            } finally {
                Cluster.kubectl(ClusterContainers.PATIENCE, "delete", "namespace", "peer", "--ignore-not-found");
            }
            for (ClusterContainers each : all) {
                each.delete();
            }
            return List.of(new Result(
                            "1,000 containers wanted at once until all objects stand",
                            seconds,
                            "s",
                            "kubectl apply --server-side of the same in one go",
                            peers,
                            seconds / peers,
                            "<= 1.2 x the peer",
                            seconds <= MOST * peers,
                            "")
                    .noting(warmUp + "; " + cluster.resting()));
        }
    }

    /** Until it is hardly faster than before: code that is not compiled yet costs several times as much. */
    private static String warmUp(Berth berth, Cluster cluster, List<ClusterContainers> all)
            throws InterruptedException {
        List<Double> seconds = new ArrayList<>();
        do {
            seconds.add(create(berth, cluster, WARM, all));
        } while (isStillFaster(seconds) && seconds.size() < MOST_ROUNDS);
        return "warm-up, %d each: %s s"
                .formatted(WARM, seconds.stream().map("%.1f"::formatted).collect(Collectors.joining(", ")));
    }

    private static boolean isStillFaster(List<Double> seconds) {
        return seconds.size() < 2 || seconds.getLast() < STILL_FASTER * seconds.get(seconds.size() - 2);
    }

    /** How many seconds it takes until all of their objects stand. */
    private static double create(Berth berth, Cluster cluster, int count, List<ClusterContainers> all)
            throws InterruptedException {
        ClusterContainers containers = ClusterContainers.in(berth, cluster, "crowd" + all.size());
        all.add(containers);
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
        long start = System.nanoTime();
        Cluster.kubectl(ClusterContainers.PATIENCE, "apply", "--server-side", "--filename", objects.toString());
        double seconds = (System.nanoTime() - start) / 1e9;
        Files.delete(objects);
        return seconds;
    }
}
