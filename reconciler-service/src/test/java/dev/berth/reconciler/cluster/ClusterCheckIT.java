package dev.berth.reconciler.cluster;

import static dev.berth.reconciler.cluster.Rig.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.reconciler.cluster.ClusterCheck.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag(Rig.CLUSTER)
class ClusterCheckIT {

    @Test
    void the_rights_of_the_chart_are_found_and_missed_once_they_are_taken_away() throws Exception {
        try (Rig rig = Rig.connect()) {
            assertThat(check(rig)).filteredOn(finding -> !finding.good()).isEmpty();
            assertThat(check(rig)).extracting(Finding::what).contains("may list nodes", "pods are measured");

            rig.client().rbac().clusterRoleBindings().withName(rig.platform()).delete();

            await().atMost(SOON)
                    .until(() -> check(rig).stream().map(Finding::what).anyMatch("may not list nodes"::equals));
            assertThat(check(rig))
                    .filteredOn(finding -> finding.what().startsWith("may not"))
                    .allSatisfy(finding ->
                            assertThat(finding.remedy()).endsWith("--serviceaccount=default:" + rig.platform()));
            rig.client().resource(rig.account().binding()).create();
        }
    }

    @Test
    void what_the_gateway_needs_as_knatives_ingress_is_looked_at_where_it_is_that() throws Exception {
        try (Rig rig = Rig.connect()) {
            assertThat(check(rig, true))
                    .extracting(Finding::what)
                    .contains("may not patch ingresses.networking.internal.knative.dev/status");
        }
    }

    private static List<Finding> check(Rig rig) {
        return check(rig, false);
    }

    private static List<Finding> check(Rig rig, boolean ingress) {
        return ClusterCheck.of(Optional.of(rig.kubeconfig()), Duration.ofSeconds(30), ingress);
    }
}
