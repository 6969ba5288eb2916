package dev.berth.reconciler.cluster;

import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

/** An account that may do what the chart lets the reconciler do, and nothing else: what works with it needs no more. */
final class ChartRole {

    private static final String HOME = "default";
    private static final Duration LONGEST_TEST = Duration.ofHours(1);

    /** Makes the account of that name, and a kubeconfig that is for it. */
    static Path grant(KubernetesClient administrator, String name) throws IOException {
        administrator.resource(account(name)).create();
        administrator.resource(role(name)).create();
        administrator.resource(binding(name)).create();
        String token = administrator
                .serviceAccounts()
                .inNamespace(HOME)
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
        return Files.writeString(kubeconfig, kubeconfig(administrator.getConfiguration(), token));
    }

    static void withdraw(KubernetesClient administrator, String name, Path kubeconfig) throws IOException {
        administrator.resource(binding(name)).delete();
        administrator.resource(role(name)).delete();
        administrator.resource(account(name)).delete();
        Files.delete(kubeconfig);
    }

    private static ServiceAccount account(String name) {
        return new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(HOME)
                .endMetadata()
                .build();
    }

    private static ClusterRole role(String name) {
        return new ClusterRoleBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withRules(Rules.reconciler())
                .build();
    }

    static ClusterRoleBinding binding(String name) {
        return new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", name)
                .addNewSubject("", "ServiceAccount", name, HOME)
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

    private ChartRole() {}
}
