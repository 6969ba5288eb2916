package dev.berth.gateway.knative;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.berth.testing.ClusterAccount;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The cluster with Knative that tests were offered, a namespace of their own there, and an account for the gateway that may do what
 * the chart lets it do, and nothing else.
 *
 * @param client with all rights, for what the tests themselves do
 * @param account of the gateway, in the namespace of the tests
 * @param found what Knative was configured to before
 */
public record Cluster(KubernetesClient client, ClusterAccount account, List<Setting> found) implements AutoCloseable {

    /** Marks the tests that need a cluster, so that a build can run them alone or leave them out. */
    public static final String CLUSTER = "cluster";

    private static final String KUBECONFIG = "BERTH_TEST_KUBECONFIG";
    private static final Path RULES = Path.of("../deploy/chart/berth/files/gateway-rules.yaml");
    private static final String KNATIVE = "knative-serving";
    private static final List<Setting> WANTED = List.of(
            new Setting("config-deployment", "registries-skipping-tag-resolving", Optional.of("dev.local,berth.local")),
            new Setting("config-features", "tag-header-based-routing", Optional.of("enabled")),
            new Setting("config-autoscaler", "allow-zero-initial-scale", Optional.of("true")),
            new Setting("config-domain", "example.com", Optional.of("")));

    /**
     * How Knative is configured in one thing.
     *
     * @param value empty where nothing is said of it
     */
    record Setting(String map, String key, Optional<String> value) {

        private Setting found(KubernetesClient client) {
            return new Setting(
                    map,
                    key,
                    Optional.ofNullable(client.configMaps()
                                    .inNamespace(KNATIVE)
                                    .withName(map)
                                    .require()
                                    .getData())
                            .map(data -> data.get(key)));
        }

        private void set(KubernetesClient client) {
            client.configMaps()
                    .inNamespace(KNATIVE)
                    .withName(map)
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            Serialization.asJson(Map.of("data", Collections.singletonMap(key, value.orElse(null)))));
        }
    }

    /** Ends the test where no cluster was offered. */
    public static Cluster connect() throws IOException {
        String offered = System.getenv(KUBECONFIG);
        if (offered == null) {
            abort("no cluster: set %s to a kubeconfig".formatted(KUBECONFIG));
        }
        KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(
                        Config.fromKubeconfig(Path.of(String.valueOf(offered)).toFile()))
                .build();
        if (!client.hasApiGroup("serving.knative.dev", true)) {
            abort("the cluster has no Knative Serving");
        }
        String name = "knative-" + UUID.randomUUID().toString().substring(0, 8);
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        List<Setting> found =
                WANTED.stream().map(wanted -> wanted.found(client)).toList();
        Cluster cluster = new Cluster(client, ClusterAccount.make(client, name, name, rules()), found);
        WANTED.forEach(wanted -> wanted.set(client));
        return cluster;
    }

    /** The one of its own. */
    public String namespace() {
        return account.namespace();
    }

    /** Of the account. */
    public Path kubeconfig() {
        return account.kubeconfig();
    }

    /** What the chart lets the gateway do. */
    private static List<PolicyRule> rules() throws IOException {
        return Serialization.unmarshal(
                        "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nrules:\n"
                                + Files.readString(RULES),
                        ClusterRole.class)
                .getRules();
    }

    /** Applies an object, given as YAML, to the namespace. */
    public void apply(String yaml) {
        object(Serialization.unmarshal(yaml, GenericKubernetesResource.class))
                .forceConflicts()
                .serverSideApply();
    }

    /** A service that leads to a server of this machine. */
    public void backend(String name, int port) throws IOException {
        apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: %s}
                spec: {ports: [{name: http, port: 80, targetPort: %d}]}
                """.formatted(name, port));
        apply("""
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: %1$s-test, labels: {kubernetes.io/service-name: %1$s}}
                addressType: IPv4
                endpoints: [{addresses: [%2$s], conditions: {ready: true}}]
                ports: [{name: http, port: %3$d, protocol: TCP}]
                """.formatted(name, here(), port));
    }

    /** An Ingress of one host, which leads to a service; more of its specification may follow. */
    public void ingress(String name, String host, String ingressClass, String backend, String more) {
        apply("""
                apiVersion: networking.internal.knative.dev/v1alpha1
                kind: Ingress
                metadata: {name: %1$s, annotations: {networking.knative.dev/ingress.class: %2$s}}
                spec:
                  %5$s
                  rules:
                    - hosts: [%3$s]
                      visibility: ExternalIP
                      http: {paths: [{splits: [{serviceNamespace: %4$s, serviceName: %6$s, servicePort: 80, percent: 100}]}]}
                """.formatted(name, ingressClass, host, namespace(), more, backend));
    }

    /** Lets the namespace have a domain. */
    public void claim(String domain) {
        client.resource(claim(domain, namespace())).create();
    }

    private static GenericKubernetesResource claim(String domain, String namespace) {
        return Serialization.unmarshal("""
                apiVersion: networking.internal.knative.dev/v1alpha1
                kind: ClusterDomainClaim
                metadata: {name: %s, labels: {test: %s}}
                spec: {namespace: %s}
                """.formatted(domain, namespace, namespace), GenericKubernetesResource.class);
    }

    private Resource<GenericKubernetesResource> object(GenericKubernetesResource object) {
        return client.genericKubernetesResources(object.getApiVersion(), object.getKind())
                .inNamespace(namespace())
                .resource(object);
    }

    /** The status of an object of the namespace; empty while there is none. */
    public Map<?, ?> status(String apiVersion, String kind, String name) {
        return Optional.ofNullable(client.genericKubernetesResources(apiVersion, kind)
                        .inNamespace(namespace())
                        .withName(name)
                        .get())
                .map(object -> object.getAdditionalProperties().get("status"))
                .filter(Map.class::isInstance)
                .<Map<?, ?>>map(Map.class::cast)
                .orElse(Map.of());
    }

    /** Which version of an object of the namespace is the last that was written. */
    public String version(String apiVersion, String kind, String name) {
        return client.genericKubernetesResources(apiVersion, kind)
                .inNamespace(namespace())
                .withName(name)
                .require()
                .getMetadata()
                .getResourceVersion();
    }

    /** Whether an object says that it is ready, as it is wanted by now. */
    public boolean isReady(String apiVersion, String kind, String name) {
        GenericKubernetesResource object = client.genericKubernetesResources(apiVersion, kind)
                .inNamespace(namespace())
                .withName(name)
                .get();
        return object != null
                && object.getAdditionalProperties().get("status") instanceof Map<?, ?> status
                && IngressStatus.isReady(status, object.getMetadata().getGeneration());
    }

    /** The address at which this machine is reached from the cluster. */
    public String here() throws IOException {
        URI server = URI.create(client.getConfiguration().getMasterUrl());
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
            return socket.getLocalAddress().getHostAddress();
        }
    }

    @Override
    public void close() throws IOException {
        found.forEach(before -> before.set(client));
        client.genericKubernetesResources("networking.internal.knative.dev/v1alpha1", "ClusterDomainClaim")
                .withLabel("test", namespace())
                .delete();
        client.namespaces().withName(namespace()).delete();
        account.delete(client);
        client.close();
    }

    /** What the cluster's nodes have of the sample, by its name there. */
    public List<String> samples() {
        return client.nodes().list().getItems().stream()
                .flatMap(node -> node.getStatus().getImages().stream())
                .filter(image -> image.getNames() != null)
                .flatMap(image -> image.getNames().stream())
                .filter(name -> name.startsWith("berth.local/sample:"))
                .toList();
    }
}
