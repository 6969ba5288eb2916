package dev.berth.reconciler.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.reconciler.cluster.ClusterCheck.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterCheckTest {

    private static final List<String> WANTED = List.of("get", "create");

    @Test
    void what_is_allowed_needs_nothing() {
        assertThat(ClusterCheck.permission("", "pods/exec", WANTED, List.of(), "anna"))
                .isEqualTo(new Finding(true, "may get, create pods/exec", ""));
    }

    @Test
    void what_is_lacking_comes_with_the_command_that_grants_it() {
        assertThat(ClusterCheck.permission("apps", "deployments", WANTED, List.of("create"), "anna"))
                .isEqualTo(new Finding(
                        false,
                        "may not create deployments.apps",
                        "kubectl create clusterrole berth-deployments-apps --verb=create --resource=deployments.apps"
                                + " && kubectl create clusterrolebinding berth-deployments-apps"
                                + " --clusterrole=berth-deployments-apps --user=anna"));
    }

    @Test
    void a_part_of_a_resource_stands_after_its_group_as_kubectl_wants_it() {
        assertThat(ClusterCheck.permission("apps", "deployments/scale", WANTED, WANTED, "anna")
                        .remedy())
                .contains(" berth-deployments-apps-scale --verb=get,create --resource=deployments.apps/scale ");
    }

    @Test
    void an_account_of_the_cluster_is_named_as_one() {
        assertThat(ClusterCheck.permission("", "nodes", WANTED, WANTED, "system:serviceaccount:berth:reconciler")
                        .remedy())
                .endsWith("--serviceaccount=berth:reconciler");
    }

    @Test
    void a_cluster_that_does_not_answer_is_named(@TempDir Path folder) throws IOException {
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: c
                contexts: [{name: c, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: "http://127.0.0.1:1"}}]
                users: [{name: u, user: {}}]
                """);

        assertThat(ClusterCheck.of(Optional.of(kubeconfig), Duration.ofSeconds(5), true))
                .singleElement()
                .satisfies(finding -> assertThat(finding.good()).isFalse())
                .satisfies(finding ->
                        assertThat(finding.what()).startsWith("the API server at http://127.0.0.1:1/ cannot be asked"));
    }
}
