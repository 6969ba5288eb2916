package dev.berth.reconciler.cluster;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.ProjectId;
import dev.berth.events.spec.Probes;
import dev.berth.events.spec.VolumeMount;
import dev.berth.reconciler.container.Examples;
import dev.berth.reconciler.engine.Address;
import dev.berth.reconciler.engine.EngineUnreachable;
import dev.berth.reconciler.engine.Instance;
import dev.berth.reconciler.engine.Workload;
import dev.berth.sample.image.SampleImage;
import dev.berth.testing.ClusterAccount;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;

/**
 * A platform of its own on the cluster that tests were offered. Its engine has the rights that the chart grants, no more.
 *
 * @param account of the engine
 * @param client with all rights, for what the tests themselves do
 * @param image of the sample, which the cluster's nodes have
 */
record Rig(
        ClusterAccount account,
        String platform,
        ClusterSettings.Knative knative,
        KubernetesEngine engine,
        KubernetesClient client,
        String image)
        implements AutoCloseable {

    /** Marks the tests that need a cluster, so that a build can run them alone or leave them out. */
    static final String CLUSTER = "cluster";

    static final Duration SOON = Duration.ofMinutes(2);

    /** Of each namespace: more than any test uses. */
    static final Map<String, String> QUOTA = Map.of("pods", "100");

    private static final String KUBECONFIG = "BERTH_TEST_KUBECONFIG";

    /** Where deployments are plain Deployments. Ends the test where no cluster was offered. */
    static Rig connect() throws IOException {
        return connect(ClusterSettings.Knative.NEVER);
    }

    static Rig connect(ClusterSettings.Knative knative) throws IOException {
        if (System.getenv(KUBECONFIG) == null) {
            abort("no cluster: set %s to a kubeconfig, and load the image that ./berth sample names into its nodes"
                    .formatted(KUBECONFIG));
        }
        Config administrator = Config.fromKubeconfig(Path.of(offered()).toFile());
        KubernetesClient client =
                new KubernetesClientBuilder().withConfig(administrator).build();
        String platform = "test-" + UUID.randomUUID().toString().substring(0, 8);
        ClusterAccount account = ClusterAccount.make(client, "default", platform, Rules.reconciler());
        KubernetesEngine engine = new KubernetesEngine(settings(account.kubeconfig(), platform, knative, Set.of()));
        seen(engine::observe);
        String image = sample();
        // a node tells only now and then which images it has
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> !engine.resolve(image).isEmpty());
        return new Rig(account, platform, knative, engine, client, image);
    }

    /** Of the engine. */
    Path kubeconfig() {
        return account.kubeconfig();
    }

    /** Whether deployments are Revisions of Knative Services. */
    boolean serves() {
        return knative == ClusterSettings.Knative.ALWAYS;
    }

    /** The kubeconfig with all rights. */
    static String offered() {
        return Objects.requireNonNull(System.getenv(KUBECONFIG));
    }

    /** Another engine of the same platform, as after a restart. */
    KubernetesEngine successor() {
        return new KubernetesEngine(settings(Set.of()));
    }

    /** Another engine of the same platform, which holds every project's pods most tightly. */
    KubernetesEngine restricted() {
        return new KubernetesEngine(settings(Set.of(ClusterSettings.ALL)));
    }

    /** Another engine of the same platform, which makes volumes of another storage class. */
    KubernetesEngine storingIn(String storageClass) {
        return new KubernetesEngine(settings(kubeconfig(), platform, knative, Set.of(), storageClass));
    }

    /** Another engine of the same platform, with settings of its own. */
    KubernetesEngine engine(ClusterSettings settings) {
        return new KubernetesEngine(settings(settings));
    }

    /** The same, but for this cluster and this platform. */
    ClusterSettings settings(ClusterSettings settings) {
        return new ClusterSettings(
                Optional.of(kubeconfig()),
                platform,
                settings.home(),
                settings.reachableFrom(),
                settings.restricted(),
                settings.userNamespaces(),
                settings.runtimeClasses(),
                settings.pull(),
                settings.quota(),
                settings.storageClass(),
                settings.volumeSize(),
                settings.knative(),
                settings.window(),
                settings.grace(),
                settings.answer());
    }

    /** Another engine of the same platform, which reaches the API server by another way. */
    KubernetesEngine engine(String url, Path folder) throws IOException {
        String other =
                Files.readString(kubeconfig()).replace(client.getConfiguration().getMasterUrl(), url);
        return new KubernetesEngine(
                settings(Files.writeString(folder.resolve("kubeconfig"), other), platform, knative, Set.of()));
    }

    /** Asks an engine that may not have seen the cluster yet. */
    static <T> T seen(Callable<T> question) {
        return await().atMost(SOON).ignoreException(EngineUnreachable.class).until(question, _ -> true);
    }

    Manifests manifests() {
        return new Manifests(settings(Set.of()));
    }

    /** The sample, with a secret. */
    Workload workload(ContainerId container, NamespaceId namespace, int deployment) {
        return workload(container, namespace, deployment, List.of());
    }

    /** The same with volumes. */
    Workload workload(ContainerId container, NamespaceId namespace, int deployment, List<VolumeMount> volumes) {
        return new Workload(
                container,
                namespace,
                "tests",
                new ProjectId(new UUID(0, namespace.value().getLeastSignificantBits())),
                "hello-tests",
                deployment,
                deployment,
                image,
                List.of(),
                List.of(),
                Map.of("GREETING", "number " + deployment),
                Map.of("PASSWORD", "hunter2"),
                List.of(8080),
                100,
                64_000_000,
                0,
                volumes,
                Probes.NONE,
                Optional.empty(),
                Examples.ONE,
                Duration.ofSeconds(30),
                "hash-" + deployment);
    }

    /** What the sample in the instance answers, once it does. */
    static String ask(Instance instance, String path) {
        return ask(instance.address(8080).orElseThrow(), path);
    }

    static String ask(Address address, String path) {
        URI uri = URI.create("http://" + address + path);
        return await().atMost(SOON).ignoreExceptions().until(() -> read(uri), answer -> !answer.isEmpty());
    }

    private static String read(URI uri) throws IOException {
        try (InputStream answer = uri.toURL().openStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String sample() throws IOException {
        DefaultDockerClientConfig config =
                DefaultDockerClientConfig.createDefaultConfigBuilder().build();
        try (DockerClient docker = DockerClientImpl.getInstance(
                config,
                new ApacheDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .build())) {
            return SampleImage.ensure(docker);
        }
    }

    private ClusterSettings settings(Set<String> restricted) {
        return settings(kubeconfig(), platform, knative, restricted);
    }

    private static ClusterSettings settings(
            Path kubeconfig, String platform, ClusterSettings.Knative knative, Set<String> restricted) {
        return settings(kubeconfig, platform, knative, restricted, platform);
    }

    private static ClusterSettings settings(
            Path kubeconfig,
            String platform,
            ClusterSettings.Knative knative,
            Set<String> restricted,
            String storageClass) {
        return new ClusterSettings(
                Optional.of(kubeconfig),
                platform,
                "berth",
                List.of("10.251.0.0/24"),
                restricted,
                false,
                Map.of(),
                Optional.empty(),
                QUOTA,
                Optional.of(storageClass),
                "1Mi",
                knative,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30));
    }

    @Override
    public void close() throws IOException {
        engine.clear(_ -> true); // what it leaves otherwise has volumes
        engine.withdraw();
        engine.close();
        account.delete(client);
        client.close();
    }
}
