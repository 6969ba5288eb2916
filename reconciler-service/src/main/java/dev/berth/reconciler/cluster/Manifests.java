package dev.berth.reconciler.cluster;

import dev.berth.reconciler.engine.Workload;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What stands on the cluster for a workload, as a careful person would write it by hand. */
final class Manifests {

    private static final String QUOTA = "instances";
    private static final String ENFORCE = "pod-security.kubernetes.io/enforce";

    private final ClusterSettings settings;

    Manifests(ClusterSettings settings) {
        this.settings = settings;
    }

    /** All of it as a Deployment, in an order in which each finds what it needs. */
    List<HasMetadata> of(Workload workload, int copies) {
        List<HasMetadata> all = surroundings(workload);
        if (!workload.ports().isEmpty()) {
            all.add(service(workload));
        }
        all.add(budget(workload));
        all.addAll(Claims.of(workload, settings));
        all.add(deployment(workload, copies));
        if (Autoscalers.find(workload.scaling())) {
            all.add(Autoscalers.of(workload, settings));
        }
        return all;
    }

    /** All of it as a Revision of a Knative Service. */
    List<HasMetadata> served(Workload workload) {
        List<HasMetadata> all = surroundings(workload);
        all.add(budget(workload));
        all.add(KnativeServices.of(workload, settings));
        return all;
    }

    /** What it needs whatever runs it. */
    private List<HasMetadata> surroundings(Workload workload) {
        List<HasMetadata> all = new ArrayList<>(List.of(namespace(workload), policy(workload)));
        if (!settings.quota().isEmpty()) {
            all.add(quota(workload));
        }
        settings.pull().ifPresent(pull -> all.add(pullSecret(workload, pull)));
        if (!workload.secrets().isEmpty()) {
            all.add(secret(workload));
        }
        return all;
    }

    private Namespace namespace(Workload workload) {
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName(Names.namespace(workload))
                .withLabels(Names.shared(settings.platform(), workload))
                .addToLabels(ENFORCE, settings.security(workload.project()).level())
                .endMetadata()
                .build();
    }

    /** Instances are reached from their project and from Berth's and Knative's own parts, and by nobody else. */
    private NetworkPolicy policy(Workload workload) {
        return new NetworkPolicyBuilder()
                .withNewMetadata()
                .withName("instances")
                .withNamespace(Names.namespace(workload))
                .withLabels(Names.shared(settings.platform(), workload))
                .endMetadata()
                .withNewSpec()
                .withNewPodSelector()
                .endPodSelector()
                .withPolicyTypes("Ingress")
                .addNewIngress()
                .withFrom(peers(workload))
                .endIngress()
                .endSpec()
                .build();
    }

    private List<NetworkPolicyPeer> peers(Workload workload) {
        Map<String, String> project = new TreeMap<>(Map.of(
                Names.PLATFORM,
                settings.platform(),
                Names.PROJECT,
                workload.project().toString()));
        Stream<String> parts = settings.knative() == ClusterSettings.Knative.NEVER
                ? Stream.of(settings.home())
                : Stream.of(settings.home(), Knative.HOME);
        Stream<NetworkPolicyPeer> namespaces = Stream.concat(
                        Stream.of(project), parts.map(part -> Map.of("kubernetes.io/metadata.name", part)))
                .map(labels -> new NetworkPolicyPeerBuilder()
                        .withNewNamespaceSelector()
                        .withMatchLabels(labels)
                        .endNamespaceSelector()
                        .build());
        Stream<NetworkPolicyPeer> networks = settings.reachableFrom().stream()
                .map(cidr -> new NetworkPolicyPeerBuilder()
                        .withNewIpBlock()
                        .withCidr(cidr)
                        .endIpBlock()
                        .build());
        return Stream.concat(namespaces, networks).toList();
    }

    private ResourceQuota quota(Workload workload) {
        Map<String, Quantity> most = new TreeMap<>();
        settings.quota().forEach((resource, amount) -> most.put(resource, new Quantity(amount)));
        return new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName(QUOTA)
                .withNamespace(Names.namespace(workload))
                .withLabels(Names.shared(settings.platform(), workload))
                .endMetadata()
                .withNewSpec()
                .withHard(most)
                .endSpec()
                .build();
    }

    private Secret pullSecret(Workload workload, PullSecret pull) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName(PodTemplates.PULL)
                .withNamespace(Names.namespace(workload))
                .withLabels(Names.shared(settings.platform(), workload))
                .endMetadata()
                .withType("kubernetes.io/dockerconfigjson")
                .withData(pull.data())
                .build();
    }

    private Secret secret(Workload workload) {
        Map<String, String> data = new TreeMap<>();
        workload.secrets()
                .forEach((name, value) ->
                        data.put(name, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
        return new SecretBuilder()
                .withNewMetadata()
                .withName(Names.deployment(workload))
                .withNamespace(Names.namespace(workload))
                .withLabels(Names.deployment(settings.platform(), workload))
                .endMetadata()
                .withType("Opaque")
                .withImmutable(true)
                .withData(data)
                .build();
    }

    private Service service(Workload workload) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName(Names.container(workload))
                .withNamespace(Names.namespace(workload))
                .withLabels(Names.container(settings.platform(), workload))
                .endMetadata()
                .withNewSpec()
                .withType("ClusterIP")
                .withSelector(Names.selector(workload.container()))
                .withPorts(workload.ports().stream().map(Manifests::port).toList())
                .endSpec()
                .build();
    }

    private static ServicePort port(int number) {
        return new ServicePortBuilder()
                .withName("port-" + number)
                .withProtocol("TCP")
                .withPort(number)
                .withTargetPort(new IntOrString(number))
                .build();
    }

    /** One at a time: a single instance may be moved too, as requests wait for the one in its stead. */
    private PodDisruptionBudget budget(Workload workload) {
        return new PodDisruptionBudgetBuilder()
                .withNewMetadata()
                .withName(Names.container(workload))
                .withNamespace(Names.namespace(workload))
                .withLabels(Names.container(settings.platform(), workload))
                .endMetadata()
                .withNewSpec()
                .withMaxUnavailable(new IntOrString(1))
                .withNewSelector()
                .withMatchLabels(Names.selector(workload.container()))
                .endSelector()
                .endSpec()
                .build();
    }

    private static DeploymentStrategy strategy(Workload workload) {
        DeploymentStrategyBuilder strategy = new DeploymentStrategyBuilder();
        return workload.writes()
                ? strategy.withType("Recreate").build()
                : strategy.withType("RollingUpdate")
                        .withNewRollingUpdate()
                        .withMaxSurge(new IntOrString(1))
                        .withMaxUnavailable(new IntOrString(0))
                        .endRollingUpdate()
                        .build();
    }

    /** Says how many, unless the cluster finds the number. */
    Deployment deployment(Workload workload, int copies) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName(Names.deployment(workload))
                .withNamespace(Names.namespace(workload))
                .withLabels(Names.deployment(settings.platform(), workload))
                .endMetadata()
                .withNewSpec()
                .withReplicas(Autoscalers.find(workload.scaling()) ? null : copies)
                .withRevisionHistoryLimit(0)
                .withStrategy(strategy(workload))
                .withNewSelector()
                .withMatchLabels(Names.selector(workload))
                .endSelector()
                .withTemplate(PodTemplates.of(workload, settings))
                .endSpec()
                .build();
    }
}
