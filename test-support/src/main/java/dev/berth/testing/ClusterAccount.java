package dev.berth.testing;

import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/**
 * An account of a Kubernetes cluster that may do what some rules say, and nothing else: what works with it needs no more.
 * Its role and their binding have its name.
 *
 * @param namespace where the account is
 * @param kubeconfig for whoever acts in its name
 */
public record ClusterAccount(String namespace, String name, Path kubeconfig) {

    private static final Duration LONGEST_TEST = Duration.ofHours(1);

    /** Makes an account; {@link IOException} when its kubeconfig cannot be written. */
    public static ClusterAccount make(
            KubernetesClient administrator, String namespace, String name, List<PolicyRule> rules) throws IOException {
        administrator.resource(account(namespace, name)).create();
        administrator.resource(role(name, rules)).create();
        administrator.resource(binding(namespace, name)).create();
        String token = administrator
                .serviceAccounts()
                .inNamespace(namespace)
                .withName(name)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(LONGEST_TEST.toSeconds())
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
        Path kubeconfig = Files.createTempFile(
                name,
                ".kubeconfig",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(kubeconfig, kubeconfig(administrator.getConfiguration(), token));
        return new ClusterAccount(namespace, name, kubeconfig);
    }

    /** What lets the account do what its role allows. */
    public ClusterRoleBinding binding() {
        return binding(namespace, name);
    }

    /** Deletes the account, what it was allowed, and its kubeconfig. */
    public void delete(KubernetesClient administrator) throws IOException {
        administrator.resource(binding()).delete();
        administrator.resource(role(name, List.of())).delete();
        administrator.resource(account(namespace, name)).delete();
        Files.delete(kubeconfig);
    }

    private static ServiceAccount account(String namespace, String name) {
        return new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .build();
    }

    private static ClusterRole role(String name, List<PolicyRule> rules) {
        return new ClusterRoleBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withRules(rules)
                .build();
    }

    private static ClusterRoleBinding binding(String namespace, String name) {
        return new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", name)
                .addNewSubject("", "ServiceAccount", name, namespace)
                .build();
    }

    private static String kubeconfig(Config of, String token) {
        return Serialization.asYaml(new ConfigBuilder()
                .withApiVersion("v1")
                .withKind("Config")
                .addNewCluster()
                .withName("cluster")
                .withNewCluster()
                .withServer(of.getMasterUrl())
                .withCertificateAuthority(of.getCaCertFile())
                .withCertificateAuthorityData(of.getCaCertData())
                .endCluster()
                .endCluster()
                .addNewUser()
                .withName("account")
                .withNewUser()
                .withToken(token)
                .endUser()
                .endUser()
                .addNewContext()
                .withName("account")
                .withNewContext()
                .withCluster("cluster")
                .withUser("account")
                .endContext()
                .endContext()
                .withCurrentContext("account")
                .build());
    }
}
