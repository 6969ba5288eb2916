package dev.berth.benchmarks.figure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.benchmarks.Api;
import dev.berth.benchmarks.Berth;
import dev.berth.benchmarks.Figure;
import dev.berth.benchmarks.Processes;
import dev.berth.benchmarks.Result;
import dev.berth.benchmarks.load.HttpConnection;
import dev.berth.benchmarks.load.Latencies;
import dev.berth.benchmarks.peer.Arrivals;
import dev.berth.benchmarks.peer.Cluster;
import dev.berth.benchmarks.peer.Tool;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * On a Kubernetes cluster: from a creation to its objects, and to the first answer of a pod, beside {@code kubectl apply} of the
 * same Deployment; and what containers cost the API server that nobody does anything with.
 */
public final class ClusterPath implements Figure {

    private static final int UNPLACED = 300;
    private static final int WARM = 11;
    private static final int TIMES = 11;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration SETTLE = Duration.ofSeconds(15);
    private static final Duration IDLE = Duration.ofSeconds(60);

    /** So that all of them, and the peers, find a place on a small node. */
    private static final String SMALL =
            ", \"min_scale\": 1, \"max_scale\": 1, \"memory_limit_bytes\": 256000000, \"mvcpu_limit\": 1000";

    @Override
    public String name() {
        return "cluster-path";
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(8);
    }

    @Override
    public List<Tool> needs() {
        return List.of(Cluster.TOOL);
    }

    @Override
    public List<Result> measure() throws Exception {
        try (Cluster cluster = Cluster.connect();
                Berth berth = Berth.start(settings(cluster));
                Objects objects = Objects.of(cluster)) {
            warmUp(cluster, berth, objects);
            String namespace = berth.api().createNamespace("bench");
            create(objects, berth, namespace, "first", new Latencies(), new Latencies());
            Latencies applied = new Latencies();
            Latencies answered = new Latencies();
            Latencies peers = new Latencies();
            for (int time = 0; time < TIMES; time++) {
                String id = create(objects, berth, namespace, "c" + time, applied, answered);
                peers.record(applyByHand(cluster, id, "peer-" + time));
            }
            double idle = askedWhileIdle(cluster);
            delete(cluster, berth, namespace);
            return List.of(
                    Result.atMost("API request to all objects applied, p50", applied.millisAt(50), "ms", 100)
                            .noting("%d times, slowest %d ms".formatted(TIMES, Math.round(applied.maxMillis()))),
                    Result.beyond(
                            "kubectl apply of the same Deployment until 200, p50",
                            peers.millisAt(50),
                            "API request to first 200 from a pod, p50",
                            answered.millisAt(50),
                            "ms",
                            300),
                    Result.atMost("requests to the API server for an idle container", idle, "/min", 0)
                            .noting("%d containers, watches opened anew included".formatted(TIMES + 1)));
        }
    }

    /** All that a container is made of, as it comes. */
    private record Objects(List<Arrivals> kinds) implements AutoCloseable {

        static Objects of(Cluster cluster) {
            return new Objects(ClusterContainers.KINDS.stream()
                    .map(kind -> cluster.arrivals(kind.group() + "/" + kind.resources()))
                    .toList());
        }

        /** When the last of them was there. */
        long await(String container) throws InterruptedException {
            long last = Long.MIN_VALUE;
            for (Arrivals kind : kinds) {
                last = Math.max(last, kind.await(container, PATIENCE));
            }
            return last;
        }

        @Override
        public void close() {
            kinds.forEach(Arrivals::close);
        }
    }

    private static Map<String, String> settings(Cluster cluster) {
        Map<String, String> settings = new HashMap<>(cluster.settings());
        settings.put("BERTH_AUTOSCALER_IDLE_WINDOW", "1h");
        return settings;
    }

    /** Most of them are so large that no node ever takes their pods: it is Berth that shall be warm. */
    private static void warmUp(Cluster cluster, Berth berth, Objects objects) throws IOException, InterruptedException {
        ClusterContainers unplaced = ClusterContainers.in(berth, cluster, "unplaced");
        unplaced.create(0, UNPLACED);
        unplaced.awaitObjects(UNPLACED);
        unplaced.delete();
        String namespace = berth.api().createNamespace("warm");
        for (int time = 0; time < WARM; time++) {
            String id = create(objects, berth, namespace, "c" + time, new Latencies(), new Latencies());
            applyByHand(cluster, id, "warm-" + time);
        }
        delete(cluster, berth, namespace);
    }

    private static String create(
            Objects objects, Berth berth, String namespace, String name, Latencies applied, Latencies answered)
            throws InterruptedException {
        Api api = berth.api();
        String body = api.container(namespace, name, berth.image(), SMALL);
        long start = System.nanoTime();
        var created = api.call("POST", api.containers(), body);
        String id = created.path("id").asText();
        applied.record(objects.await(id) - start);
        URI endpoint = URI.create(created.path("public_endpoint").asText());
        byte[] request = HttpConnection.request("GET", "/", endpoint.getHost(), "");
        Processes.await("an answer of " + name, PATIENCE, () -> answers("127.0.0.1", berth.gatewayPort(), request));
        answered.record(System.nanoTime() - start);
        return id;
    }

    private static boolean answers(String host, int port, byte[] request) {
        try (HttpConnection connection = HttpConnection.toPort(host, port)) {
            return connection.exchange(request).ok();
        } catch (RuntimeException _) {
            return false; // nobody listens yet
        }
    }

    /** The same Deployment under another name and labels, which Berth takes no notice of. */
    private static long applyByHand(Cluster cluster, String id, String name) throws IOException, InterruptedException {
        ObjectNode deployment =
                (ObjectNode) cluster.get("/apis/apps/v1/deployments?labelSelector=berth.dev/container=" + id)
                        .at("/items/0");
        String namespace = deployment.at("/metadata/namespace").asText();
        Path file = Files.writeString(
                Files.createTempFile(name, ".json"),
                renamed(deployment, namespace, name).toString());
        byte[] request = HttpConnection.request("GET", "/", name, "");
        long start = System.nanoTime();
        Cluster.kubectl(PATIENCE, "apply", "--server-side", "--filename", file.toString());
        Processes.await(
                "an answer of " + name,
                PATIENCE,
                () -> cluster.address("peer=" + name)
                        .filter(address -> answers(address, 8080, request))
                        .isPresent());
        long taken = System.nanoTime() - start;
        Cluster.kubectl(PATIENCE, "delete", "--filename", file.toString(), "--wait=false");
        Processes.await("no pod of " + name, PATIENCE, () -> cluster.count("api/v1/pods", "peer=" + name) == 0);
        Files.delete(file);
        return taken;
    }

    private static ObjectNode renamed(ObjectNode deployment, String namespace, String name) {
        deployment.put("apiVersion", "apps/v1").put("kind", "Deployment").remove("status");
        ObjectNode metadata = deployment.putObject("metadata");
        metadata.put("name", name).put("namespace", namespace);
        ((ObjectNode) deployment.at("/spec/selector")).putObject("matchLabels").put("peer", name);
        ObjectNode template = (ObjectNode) deployment.at("/spec/template");
        template.putObject("metadata").putObject("labels").put("peer", name);
        return deployment;
    }

    private static double askedWhileIdle(Cluster cluster) throws IOException, InterruptedException {
        TimeUnit.NANOSECONDS.sleep(SETTLE.toNanos());
        long before = cluster.asked();
        TimeUnit.NANOSECONDS.sleep(IDLE.toNanos());
        return (double) (cluster.asked() - before) / (TIMES + 1);
    }

    private static void delete(Cluster cluster, Berth berth, String namespace) throws InterruptedException {
        berth.api().call("DELETE", berth.api().namespaces() + "/" + namespace, "");
        Processes.await(
                "all to be gone",
                Duration.ofMinutes(3),
                () -> cluster.count("api/v1/namespaces", "berth.dev/namespace=" + namespace) == 0);
    }
}
