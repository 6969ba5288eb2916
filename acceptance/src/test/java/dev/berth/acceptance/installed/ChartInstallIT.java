package dev.berth.acceptance.installed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.berth.acceptance.OfferedCluster;
import dev.berth.acceptance.OfferedCluster.KnativeConfig;
import dev.berth.embedded.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Berth on a real cluster, installed by its chart as its page says, with servers of this machine beside it. */
@Tag("cluster")
class ChartInstallIT {

    private static final String TEST = "Berth by its chart";
    private static final String NEXT = BuiltImages.TAG + "-next";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private final String home = "berth-" + UUID.randomUUID().toString().substring(0, 8);
    private final List<Process> forwards = new ArrayList<>();
    private Command shell = Command.in(Command.ROOT);

    private Optional<OfferedCluster> cluster = Optional.empty();
    private Optional<KnativeConfig> config = Optional.empty();

    @BeforeEach
    void prepare() throws Exception {
        Path helm = Tool.HELM.path(TEST);
        OfferedCluster offered = OfferedCluster.offered();
        String load = variable("BERTH_TEST_CLUSTER_LOAD", "a command that brings images of the engine to the nodes");
        List<String> images = new ArrayList<>(BuiltImages.digests(TEST).keySet());
        images.addAll(retagged(BuiltImages.digests(TEST).keySet()));
        images.add(BuiltImages.sample());
        shell.shell(load + " " + String.join(" ", images));
        Path kubeconfig = Files.copy(offered.kubeconfig(), folder.resolve("kubeconfig"));
        cluster = Optional.of(offered);
        Files.writeString(folder.resolve("values.yaml"), values());
        shell = Command.in(folder)
                .with("KUBECONFIG", kubeconfig.toString())
                .with("PATH", helm.getParent() + ":" + System.getenv("PATH"))
                .with("DATABASE_URL", "postgresql://berth:berth@postgres:5432/berth");
        Files.createSymbolicLink(folder.resolve("deploy"), Command.ROOT.resolve("deploy"));
        shell.shell("kubectl create namespace " + home
                + " && kubectl label namespace " + home + " pod-security.kubernetes.io/enforce=restricted"
                + " && kubectl config set-context --current --namespace " + home
                + " && kubectl apply --filename " + Chart.CASES.resolve("servers.yaml"));
    }

    /** The same images as those of another version. */
    private List<String> retagged(Collection<String> images) throws IOException, InterruptedException {
        List<String> retagged = new ArrayList<>();
        for (String image : images) {
            String next = image.replace(":" + BuiltImages.TAG, ":" + NEXT);
            shell.run("docker", "tag", image, next);
            retagged.add(next);
        }
        return retagged;
    }

    private static String variable(String name, String what) {
        return Optional.ofNullable(System.getenv(name)).orElseGet(() -> abort(TEST + ": set " + name + " to " + what));
    }

    private String values() {
        return """
                images: {tag: %s, pullPolicy: Never}
                platform: %s
                secrets: {bootstrap: berth-tenant}
                kafka: {bootstrapServers: "kafka:9092", partitions: 4, replicas: 1}
                api: {resources: {requests: {cpu: 10m, memory: 512Mi}, limits: {memory: 768Mi}}, replicas: 1}
                reconciler: {mode: plain, replicas: 1, resources: {requests: {cpu: 10m}, limits: {memory: 512Mi}}}
                gateway: {resources: {requests: {cpu: 10m}, limits: {memory: 512Mi}}, replicas: 1}
                """.formatted(BuiltImages.TAG, home);
    }

    @AfterEach
    void leave_nothing() throws Exception {
        forwards.forEach(Process::destroy);
        Files.writeString(folder.resolve("over"), "");
        if (config.isPresent()) {
            config.get().restore();
        }
        shell.outcome("helm", "uninstall", "berth", "--ignore-not-found", "--wait");
        shell.outcome("kubectl", "delete", "namespaces", "--selector=berth.dev/platform=" + home);
        shell.outcome("kubectl", "delete", "namespace", home, "--ignore-not-found");
    }

    @Test
    void the_quick_start_leads_to_an_answering_container_and_a_deleted_namespace_leaves_nothing_in_both_modes()
            throws Exception {
        install();

        theQuickStartWorks("deployments.apps", "deployment.apps/");

        withKnative();
        theQuickStartWorks("services.serving.knative.dev", "service.serving.knative.dev/");
    }

    /** Each request comes by a connection of its own. */
    @Test
    void an_upgrade_costs_no_visitor_an_answer_and_no_client_what_was_acknowledged() throws Exception {
        install();
        shell.shell(Command.of("README.md", "quick-start"));
        String instances = instances();
        String former = parts("name");

        List<Process> clients = List.of(
                again(
                        "visits",
                        "curl -sS -o /dev/null -w '%{http_code}\\n' -H 'Host: hello-demo.localhost' http://"
                                + address("berth-gateway")),
                again(
                        "writes",
                        ". .berth/credentials.env; curl -sS -w ' %{http_code}\\n' -H \"X-Auth-Token: $SCW_SECRET_KEY\""
                                + " -H 'Content-Type: application/json' -d '{\"name\": \"n-'$RANDOM-$RANDOM'\"}' http://"
                                + address("berth-api") + ":8080/containers/v1/regions/fr-par/namespaces"));
        await("clients are answered")
                .atMost(PATIENCE)
                .until(() -> answers("visits").size() > 9 && answers("writes").size() > 9);
        shell.shell("helm upgrade berth deploy/chart/berth --values values.yaml --set images.tag=" + NEXT
                + " --wait --timeout 10m && kubectl wait --for=delete --timeout=5m " + former.replace("\n", " "));
        Files.createFile(folder.resolve("over"));
        for (Process client : clients) {
            client.waitFor();
        }

        assertThat(answers("visits")).isNotEmpty().containsOnly("200");
        assertThat(answers("writes")).isNotEmpty().allMatch(answer -> answer.endsWith(" 200"));
        assertThat(answers("writes").stream().map(ChartInstallIT::name)).isSubsetOf(names());
        assertThat(instances()).isEqualTo(instances);
        assertThat(parts("jsonpath={.items[*].spec.containers[*].image}").split(" "))
                .allMatch(image -> image.endsWith(":" + NEXT));
    }

    private String address(String service) throws IOException, InterruptedException {
        return shell.shell("kubectl get service " + service + " --output 'jsonpath={.spec.clusterIP}'");
    }

    /** The pods of what the chart has installed. */
    private String parts(String output) throws IOException, InterruptedException {
        return shell.shell("kubectl get pods --selector app.kubernetes.io/instance=berth --output '" + output + "'");
    }

    /** The pods of the platform's containers, each by its uid: one made anew has another. */
    private String instances() throws IOException, InterruptedException {
        return shell.shell("kubectl get pods --all-namespaces --selector berth.dev/container,berth.dev/platform=" + home
                + " --output 'jsonpath={.items[*].metadata.uid}'");
    }

    /** Runs a command again and again until it is over, and keeps in a file what it says. */
    private Process again(String file, String command) throws IOException {
        return new ProcessBuilder(
                        "bash", "-c", "while [ ! -e over ]; do " + command + " || echo failed; sleep 0.1; done")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(file).toFile())
                .start();
    }

    private List<String> answers(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file));
    }

    private static String name(String answer) {
        return answer.replaceAll(".*\"name\": *\"(n-[^\"]*)\".*", "$1");
    }

    /** Of all namespaces that the new Berth knows. */
    private List<String> names() throws IOException, InterruptedException {
        return shell.shell(". .berth/credentials.env; for page in $(seq 20); do"
                        + " curl -fsS -H \"X-Auth-Token: $SCW_SECRET_KEY\" 'http://" + address("berth-api")
                        + ":8080/containers/v1/regions/fr-par/namespaces?page_size=100&page='$page; done"
                        + " | grep -o '\"name\": *\"[^\"]*\"' | cut -d '\"' -f 4")
                .lines()
                .toList();
    }

    /** As the page says. */
    private void install() throws IOException, InterruptedException {
        shell.shell(Command.of("docs/install-helm.md", "helm-secrets"));
        everyObjectIsTaken();
        shell.shell("kubectl wait --for=condition=Available --timeout=5m deployment/postgres deployment/kafka");
        shell.shell(Command.of("docs/install-helm.md", "helm-install"));
        credentials();
    }

    /** That the container stands on the cluster as this, and nothing of it once its namespace is deleted. */
    private void theQuickStartWorks(String kind, String object) throws IOException, InterruptedException {
        assertThat(shell.shell(Command.of("README.md", "quick-start"))).isEqualTo("Hello from my own Berth");
        assertThat(shell.shell("kubectl get " + kind + " --all-namespaces --output name --selector berth.dev/platform="
                        + home))
                .contains(object);

        shell.shell(". .berth/credentials.env; api=$SCW_API_URL/containers/v1/regions/$SCW_DEFAULT_REGION/namespaces;"
                + " id=$(curl -fsS -H \"X-Auth-Token: $SCW_SECRET_KEY\" $api | grep -o '\"id\": *\"[^\"]*\"' | head -n 1 |"
                + " cut -d '\"' -f 4); curl -fsS -X DELETE -H \"X-Auth-Token: $SCW_SECRET_KEY\" $api/$id");
        await("nothing is left")
                .atMost(PATIENCE)
                .until(() -> cluster.orElseThrow().left(home).isEmpty());
    }

    /** The same Berth with Knative Services; Knative looks no tag up of what nodes have and no registry. */
    private void withKnative() throws IOException, InterruptedException {
        config = Optional.of(cluster.orElseThrow().runImagesOfNodes());
        String former = shell.shell("kubectl get pods --selector app.kubernetes.io/component=reconciler --output name");
        shell.shell(
                "helm upgrade berth deploy/chart/berth --values values.yaml --set reconciler.mode=knative --wait --timeout 10m");
        // until it has ended, the former one may still look after what is new
        shell.shell("kubectl wait --for=delete --timeout=5m " + former.replace("\n", " "));
    }

    /** What the API server says of all objects, without making one. */
    private void everyObjectIsTaken() throws IOException, InterruptedException {
        shell.shell("helm template berth deploy/chart/berth --values values.yaml " + Chart.KUBERNETES
                + " | kubectl apply --server-side --dry-run=server --filename -");
    }

    private void credentials() throws IOException, InterruptedException {
        int api = forward("berth-api", 8080);
        int gateway = forward("berth-gateway", 80);
        shell.shell(Command.of("docs/install-helm.md", "helm-credentials")
                + "mkdir .berth && { env | grep ^SCW_; printf '%s\\n' SCW_API_URL=http://127.0.0.1:" + api
                + " BERTH_GATEWAY_PORT=" + gateway + " BERTH_SAMPLE_IMAGE=" + BuiltImages.sample()
                + "; } >.berth/credentials.env");
    }

    private int forward(String service, int port) throws IOException {
        int local = Ports.free();
        ProcessBuilder builder = new ProcessBuilder("kubectl", "port-forward", "service/" + service, local + ":" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(service + ".log").toFile());
        builder.environment()
                .putAll(Map.of("KUBECONFIG", folder.resolve("kubeconfig").toString()));
        forwards.add(builder.start());
        await(service + " is reached").atMost(PATIENCE).until(() -> !Ports.isFree(local));
        return local;
    }
}
