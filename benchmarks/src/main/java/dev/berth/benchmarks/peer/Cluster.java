package dev.berth.benchmarks.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.benchmarks.Processes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Kubernetes cluster that {@code KUBECONFIG} names. Berth asks it under a name of its own, for which the cluster's flow control
 * counts; what is looked at here goes by {@code kubectl proxy}. Pods have to be reached from here.
 */
public final class Cluster implements AutoCloseable {

    public static final Tool TOOL =
            new Tool("kubectl", "kubectl, and set KUBECONFIG to a cluster whose pods are reached");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** The command that stops and starts parts of the cluster. */
    private static final Optional<String> PARTS = Optional.ofNullable(System.getenv("BERTH_TEST_CLUSTER_PARTS"));

    /** Berth's name on the cluster, and the one of its flow. */
    private static final String BERTH = "berth-bench";

    private static final String ASKED = "apiserver_flowcontrol_dispatched_requests_total{flow_schema=\"" + BERTH + "\"";

    private static final String ACCOUNT = """
            {apiVersion: v1, kind: Namespace, metadata: {name: berth-bench}}
            ---
            {apiVersion: v1, kind: ServiceAccount, metadata: {name: berth-bench, namespace: berth-bench}}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: berth-bench}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
            subjects: [{kind: ServiceAccount, name: berth-bench, namespace: berth-bench}]
            ---
            apiVersion: flowcontrol.apiserver.k8s.io/v1
            kind: FlowSchema
            metadata: {name: berth-bench}
            spec:
              priorityLevelConfiguration: {name: workload-high}
              matchingPrecedence: 500
              rules:
              - subjects: [{kind: ServiceAccount, serviceAccount: {name: berth-bench, namespace: berth-bench}}]
                resourceRules:
                - {verbs: ["*"], apiGroups: ["*"], resources: ["*"], namespaces: ["*"], clusterScope: true}
                nonResourceRules: [{verbs: ["*"], nonResourceURLs: ["*"]}]
            """;

    private final Process proxy;
    private final Path folder;
    private final int port;

    private Cluster(Process proxy, Path folder, int port) {
        this.proxy = proxy;
        this.folder = folder;
        this.port = port;
    }

    public static Cluster connect() throws IOException, InterruptedException {
        if (System.getenv("KUBECONFIG") == null) {
            throw new IOException("did not run: set KUBECONFIG to a cluster whose pods are reached from here");
        }
        Path folder = Files.createTempDirectory("berth-bench-cluster");
        int port = Processes.freePort();
        Process proxy = Processes.start(
                new ProcessBuilder(TOOL.program(), "proxy", "--port=" + port), folder.resolve("proxy.log"));
        Cluster cluster = new Cluster(proxy, folder, port);
        try {
            Processes.awaitPort(port, PATIENCE);
            kubectl(PATIENCE, "apply", "--filename", cluster.account());
            cluster.signIn();
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private String account() throws IOException {
        return Files.writeString(folder.resolve("account.yaml"), ACCOUNT).toString();
    }

    private String kubeconfig() {
        return folder.resolve("kubeconfig").toString();
    }

    /** Makes a kubeconfig by which Berth asks under its own name. */
    private void signIn() throws IOException, InterruptedException {
        Files.writeString(Path.of(kubeconfig()), kubectl(PATIENCE, "config", "view", "--raw", "--minify", "--flatten"));
        String token = kubectl(PATIENCE, "create", "token", BERTH, "--namespace", BERTH, "--duration=2h");
        kubectl(PATIENCE, "config", "set-credentials", BERTH, "--token=" + token.strip(), "--kubeconfig", kubeconfig());
        kubectl(PATIENCE, "config", "set-context", "--current", "--user=" + BERTH, "--kubeconfig", kubeconfig());
    }

    /** What a Berth has to know to run containers there, as Deployments, every request of it being counted. */
    public Map<String, String> settings() {
        return Map.of(
                "BERTH_ENGINE",
                "kubernetes",
                "BERTH_KUBERNETES_MODE",
                "plain",
                "BERTH_KUBERNETES_KUBECONFIG",
                kubeconfig());
    }

    /** A time in which the cluster's own controllers make nothing of objects, such as pods. */
    public interface Rest extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    /** Begins one, where a command is given that stops a part of the cluster. */
    public Rest rest() throws IOException {
        if (PARTS.isEmpty()) {
            return () -> {};
        }
        part("stop");
        return () -> part("start");
    }

    /** Whether there are such times. */
    public String resting() {
        return PARTS.isEmpty() ? "beside the controllers at work" : "with the controllers at rest";
    }

    private static void part(String verb) throws IOException {
        try {
            Processes.run(new ProcessBuilder(PARTS.orElseThrow(), verb, "controller-manager"), PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted, so the controllers may rest still", e);
        }
    }

    /** How often Berth has asked the API server so far. */
    public long asked() throws IOException {
        return new String(read("/metrics"), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(ASKED))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** What the API server answers. */
    public JsonNode get(String path) {
        try {
            return JSON.readTree(read(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] read(String path) throws IOException {
        try (InputStream answer =
                URI.create("http://127.0.0.1:" + port + path).toURL().openStream()) {
            return answer.readAllBytes();
        }
    }

    /** How many objects of a kind bear a label. */
    public int count(String resources, String label) {
        return get("/" + resources + "?labelSelector=" + label).path("items").size();
    }

    /** How many objects of a kind there are in a namespace, without reading them all. */
    public int countAll(String group, String namespace, String resources) {
        JsonNode first = get("/%s/namespaces/%s/%s?limit=1".formatted(group, namespace, resources));
        return first.path("items").size()
                + first.at("/metadata/remainingItemCount").asInt();
    }

    /** Hears of the objects of a kind as they come. */
    public Arrivals arrivals(String resources) {
        return new Arrivals(
                URI.create("http://127.0.0.1:%d/%s?watch=true&timeoutSeconds=3600".formatted(port, resources)));
    }

    /** The address of a pod that bears a label. */
    public Optional<String> address(String label) {
        return get("/api/v1/pods?labelSelector=" + label)
                .path("items")
                .valueStream()
                .map(pod -> pod.at("/status/podIP").asText())
                .filter(address -> !address.isEmpty())
                .findFirst();
    }

    /** Runs kubectl, and gives its output. */
    public static String kubectl(Duration limit, String... arguments) throws IOException, InterruptedException {
        return Processes.run(
                new ProcessBuilder(Stream.concat(Stream.of(TOOL.program()), Stream.of(arguments))
                        .toList()),
                limit);
    }

    @Override
    public void close() {
        Processes.stop(proxy, Duration.ofSeconds(5));
        try {
            kubectl(PATIENCE, "delete", "--ignore-not-found", "--filename", account());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Processes.delete(folder);
    }
}
