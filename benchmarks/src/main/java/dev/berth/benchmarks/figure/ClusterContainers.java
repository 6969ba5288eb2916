package dev.berth.benchmarks.figure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.benchmarks.Api;
import dev.berth.benchmarks.Berth;
import dev.berth.benchmarks.Processes;
import dev.berth.benchmarks.peer.Cluster;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Very many containers in one namespace of a Berth on a cluster. Their objects are what is measured, and not their pods.
 *
 * @param namespace the id of Berth's namespace
 */
record ClusterContainers(Berth berth, Cluster cluster, String namespace) {

    /** What a container is made of, besides what its namespace has. */
    static final List<Kind> KINDS = List.of(
            new Kind("apis/apps/v1", "deployments", "Deployment"),
            new Kind("apis/policy/v1", "poddisruptionbudgets", "PodDisruptionBudget"),
            new Kind("api/v1", "services", "Service"));

    static final Duration PATIENCE = Duration.ofMinutes(10);

    /** A hundredth of what it takes to make a thousand of them. */
    private static final Duration LOOK = Duration.ofMillis(200);

    private static final int CLIENTS = 8;

    /** So much of a node's memory that but few of their pods would ever be placed. */
    private static final String BODY =
            ", \"min_scale\": 1, \"max_scale\": 1, \"memory_limit_bytes\": 4000000000, \"mvcpu_limit\": 1000";

    /** A kind of object, and where the API server has it. */
    record Kind(String group, String resources, String name) {
        String version() {
            return group.substring(group.indexOf('/') + 1);
        }
    }

    /** None yet, in a namespace of its own. */
    static ClusterContainers in(Berth berth, Cluster cluster, String name) {
        return new ClusterContainers(berth, cluster, berth.api().createNamespace(name));
    }

    /** Of a reconciler that is a process beside a Berth in which nothing runs, and waits for pods that never come. */
    static Map<String, String> settings(Cluster cluster) {
        Map<String, String> settings = new HashMap<>(cluster.settings());
        settings.put("BERTH_RECONCILER_STARTUP", "2h");
        return settings;
    }

    String label() {
        return "berth.dev/namespace=" + namespace;
    }

    /** Creates those with these numbers, some at a time. */
    void create(int from, int to) {
        Api api = berth.api();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            IntStream.range(from, to)
                    .forEach(number -> clients.execute(() -> api.call(
                            "POST", api.containers(), api.container(namespace, "c" + number, berth.image(), BODY))));
        }
    }

    void awaitObjects(int count) throws InterruptedException {
        Processes.await("a namespace", PATIENCE, () -> namespaces() == 1);
        awaitObjects(name(), count);
    }

    /** What its namespace is called on the cluster. */
    private String name() {
        return cluster.get("/api/v1/namespaces?labelSelector=" + label())
                .at("/items/0/metadata/name")
                .asText();
    }

    private void awaitObjects(String name, int count) throws InterruptedException {
        for (Kind kind : KINDS) {
            Processes.await(
                    count + " " + kind.resources(),
                    PATIENCE,
                    LOOK,
                    () -> cluster.countAll(kind.group(), name, kind.resources()) == count);
        }
    }

    /** Deletes them by Berth, and waits until none of their objects is left, though the namespace may be. */
    void dismiss() throws InterruptedException {
        String name = name();
        berth.api().call("DELETE", berth.api().namespaces() + "/" + namespace, "");
        awaitObjects(name, 0);
    }

    /** Deletes them by Berth, and waits until nothing is left. */
    void delete() throws InterruptedException {
        berth.api().call("DELETE", berth.api().namespaces() + "/" + namespace, "");
        Processes.await("all to be gone", PATIENCE, () -> namespaces() == 0);
    }

    private int namespaces() {
        return cluster.count("api/v1/namespaces", label());
    }

    /** All of their objects of a kind. */
    Stream<JsonNode> objects(Kind kind) {
        return cluster.get("/" + kind.group() + "/" + kind.resources() + "?labelSelector=" + label())
                .path("items")
                .valueStream();
    }

    /** Which objects there are, and when Berth last wrote each. */
    String written() {
        return KINDS.stream()
                .flatMap(this::objects)
                .map(object -> object.at("/metadata/uid").asText() + written(object))
                .collect(Collectors.joining());
    }

    private static String written(JsonNode object) {
        return object.at("/metadata/managedFields")
                .valueStream()
                .filter(entry -> "berth".equals(entry.path("manager").asText()))
                .map(entry -> entry.path("time").asText())
                .collect(Collectors.joining());
    }
}
