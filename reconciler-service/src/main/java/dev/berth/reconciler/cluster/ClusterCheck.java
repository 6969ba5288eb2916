package dev.berth.reconciler.cluster;

import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.VersionInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at what a cluster lets Berth do and what it has, beside what Berth needs; changes nothing. */
public final class ClusterCheck {

    /** Has all that the objects of Berth use. */
    private static final int OLDEST_MINOR = 30;

    private static final String DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";
    private static final String SERVICE_ACCOUNT = "system:serviceaccount:";

    /**
     * One thing that was looked at.
     *
     * @param good whether it is as Berth needs it
     * @param what in words
     * @param remedy what to do, as a command where one does it; empty where nothing is to be done
     */
    public record Finding(boolean good, String what, String remedy) {
        static Finding good(String what) {
            return new Finding(true, what, "");
        }
    }

    private final KubernetesClient client;
    private final boolean ingress;

    private ClusterCheck(KubernetesClient client, boolean ingress) {
        this.client = client;
        this.ingress = ingress;
    }

    /**
     * What there is to say of a cluster.
     *
     * @param kubeconfig where it is, and who we are there; empty for what is usual where we run
     * @param answer how long it may take for each answer
     * @param ingress whether the gateway shall be Knative's ingress there
     * @throws IllegalStateException when the file is no kubeconfig
     */
    public static List<Finding> of(Optional<Path> kubeconfig, Duration answer, boolean ingress) {
        try (KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(KubernetesEngine.config(kubeconfig, answer))
                .build()) {
            return new ClusterCheck(client, ingress).findings();
        }
    }

    private List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        try {
            findings.add(version(client.getKubernetesVersion()));
            String who = who();
            findings.addAll(permissions(Rules.reconciler(), who));
            if (ingress) {
                findings.addAll(permissions(Rules.ingress(), who));
            }
            findings.add(metrics());
            findings.add(knative());
            findings.add(storage());
        } catch (KubernetesClientException e) {
            findings.add(new Finding(
                    false,
                    "the API server at %s cannot be asked: %s".formatted(client.getMasterUrl(), e.getMessage()),
                    "see that this machine reaches it, and what berth.kubernetes.kubeconfig names"));
        }
        return findings;
    }

    private static Finding version(VersionInfo version) {
        String name = version.getMajor() + "." + version.getMinor();
        int minor = Integer.parseInt("0" + version.getMinor().replaceAll("\\D", ""));
        return "1".equals(version.getMajor()) && minor < OLDEST_MINOR
                ? new Finding(
                        false, "Kubernetes " + name, "Berth needs 1." + OLDEST_MINOR + " or newer: upgrade the cluster")
                : Finding.good("Kubernetes " + name);
    }

    private String who() {
        return client.authentication()
                .v1()
                .selfSubjectReviews()
                .create(new SelfSubjectReview())
                .getStatus()
                .getUserInfo()
                .getUsername();
    }

    private List<Finding> permissions(List<PolicyRule> rules, String who) {
        return rules.stream()
                .flatMap(rule -> rule.getResources().stream().map(resource -> permission(rule, resource, who)))
                .toList();
    }

    private Finding permission(PolicyRule rule, String resource, String who) {
        String group = rule.getApiGroups().getFirst();
        return permission(
                group,
                resource,
                rule.getVerbs(),
                rule.getVerbs().stream()
                        .filter(verb -> !mayDo(verb, group, resource))
                        .toList(),
                who);
    }

    private boolean mayDo(String verb, String group, String resource) {
        int slash = resource.indexOf('/');
        return client.authorization()
                .v1()
                .selfSubjectAccessReview()
                .create(new SelfSubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withNewResourceAttributes()
                        .withVerb(verb)
                        .withGroup(group)
                        .withResource(slash < 0 ? resource : resource.substring(0, slash))
                        .withSubresource(slash < 0 ? null : resource.substring(slash + 1))
                        .endResourceAttributes()
                        .endSpec()
                        .build())
                .getStatus()
                .getAllowed();
    }

    /** What is said of a resource of which those verbs are wanted, and these are lacking. */
    static Finding permission(String group, String resource, List<String> wanted, List<String> lacking, String who) {
        String full = full(group, resource);
        if (lacking.isEmpty()) {
            return Finding.good("may %s %s".formatted(String.join(", ", wanted), full));
        }
        String name = "berth-" + full.replaceAll("[^a-z0-9]", "-");
        return new Finding(
                false,
                "may not %s %s".formatted(String.join(", ", lacking), full),
                "kubectl create clusterrole %s --verb=%s --resource=%s && kubectl create clusterrolebinding %s --clusterrole=%s %s"
                        .formatted(name, String.join(",", lacking), full, name, name, subject(who)));
    }

    /** As {@code kubectl} writes it. */
    private static String full(String group, String resource) {
        int slash = resource.indexOf('/');
        int end = slash < 0 ? resource.length() : slash;
        return group.isEmpty() ? resource : resource.substring(0, end) + "." + group + resource.substring(end);
    }

    private static String subject(String who) {
        return who.startsWith(SERVICE_ACCOUNT)
                ? "--serviceaccount=" + who.substring(SERVICE_ACCOUNT.length())
                : "--user=" + who;
    }

    private Finding metrics() {
        return client.hasApiGroup("metrics.k8s.io", true)
                ? Finding.good("pods are measured")
                : new Finding(
                        false,
                        "pods are not measured, so that CPU and memory cannot decide how many there are",
                        "install metrics-server");
    }

    /** Nothing is wrong where no container has volumes. */
    private Finding storage() {
        if (!mayDo("list", "storage.k8s.io", "storageclasses")) {
            return Finding.good("which storage classes there are is not known");
        }
        return Finding.good(
                client.storage().v1().storageClasses().list().getItems().stream()
                        .filter(one ->
                                "true".equals(one.getMetadata().getAnnotations().get(DEFAULT_CLASS)))
                        .map(one ->
                                "volumes are made of the storage class %s, unless berth.kubernetes.storage-class names another"
                                        .formatted(one.getMetadata().getName()))
                        .findFirst()
                        .orElse(
                                "there is no default storage class: containers with volumes need berth.kubernetes.storage-class"));
    }

    private Finding knative() {
        if (client.hasApiGroup("serving.knative.dev", true)) {
            return Finding.good(
                    "Knative Serving is there: containers are Knative Services, unless berth.kubernetes.mode is plain");
        }
        return ingress
                ? new Finding(
                        false,
                        "there is no Knative Serving whose ingress the gateway could be",
                        "install Knative Serving, or leave berth.gateway.knative.enabled out")
                : Finding.good("there is no Knative Serving: containers are Deployments");
    }
}
