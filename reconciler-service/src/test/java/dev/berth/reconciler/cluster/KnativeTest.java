package dev.berth.reconciler.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.berth.events.ContainerId;
import dev.berth.events.spec.Probes;
import dev.berth.events.spec.Scaling;
import dev.berth.reconciler.container.Examples;
import dev.berth.reconciler.engine.Workload;
import io.fabric8.knative.serving.v1.TrafficTarget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KnativeTest {

    private static final Scaling CONCURRENCY = new Scaling(0, 5, new Scaling.Concurrency(20));
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void a_service_says_what_has_one_port_and_counts_requests() {
        assertThat(canSay(workload(List.of(8080), CONCURRENCY, MINUTE, Optional.empty())))
                .isTrue();
    }

    @Test
    void it_has_no_more_ports_than_one_and_no_fewer() {
        assertThat(canSay(workload(List.of(), CONCURRENCY, MINUTE, Optional.empty())))
                .isFalse();
        assertThat(canSay(workload(List.of(8080, 9000), CONCURRENCY, MINUTE, Optional.empty())))
                .isFalse();
    }

    @Test
    void what_listens_where_its_proxy_does_is_a_deployment() {
        assertThat(canSay(workload(List.of(8012), CONCURRENCY, MINUTE, Optional.empty())))
                .isFalse();
    }

    @Test
    void variables_that_it_sets_itself_are_left_to_it_or_keep_a_deployment() {
        Workload usual = workload(Map.of("PORT", "8080", "GREETING", "hello"));
        assertThat(canSay(usual)).isTrue();
        assertThat(Knative.variables(usual)).isEqualTo(Map.of("GREETING", "hello"));

        assertThat(canSay(workload(Map.of("PORT", "9090")))).isFalse();
        assertThat(canSay(workload(Map.of("K_SERVICE", "hello")))).isFalse();
    }

    @Test
    void what_is_scaled_by_its_use_is_a_deployment() {
        assertThat(canSay(workload(List.of(8080), new Scaling(1, 5, new Scaling.Cpu(70)), MINUTE, Optional.empty())))
                .isFalse();
        assertThat(canSay(workload(
                        List.of(8080), new Scaling(1, 5, new Scaling.Concurrency(2_000)), MINUTE, Optional.empty())))
                .isFalse();
    }

    @Test
    void requests_that_take_longer_than_it_allows_have_a_deployment() {
        assertThat(canSay(workload(List.of(8080), CONCURRENCY, Duration.ofMinutes(10), Optional.empty())))
                .isTrue();
        assertThat(canSay(workload(List.of(8080), CONCURRENCY, Duration.ofMinutes(11), Optional.empty())))
                .isFalse();
    }

    @Test
    void what_keeps_something_in_volumes_is_a_deployment() {
        assertThat(Knative.canSay(ManifestsTest.workload("plain"), settings(Set.of(), false)))
                .isTrue();
        assertThat(Knative.canSay(ManifestsTest.workload("with-volumes"), settings(Set.of(), false)))
                .isFalse();
    }

    @Test
    void what_is_isolated_in_a_way_of_its_own_is_a_deployment() {
        assertThat(canSay(workload(List.of(8080), CONCURRENCY, MINUTE, Optional.of("v1"))))
                .isFalse();
        assertThat(Knative.canSay(
                        workload(List.of(8080), CONCURRENCY, MINUTE, Optional.empty()),
                        settings(Set.of(ClusterSettings.ALL), true)))
                .isFalse();
    }

    @Test
    void its_requests_go_to_the_newest_that_is_ready_and_others_stand_by() {
        assertThat(KnativeServices.traffic(List.of("hello-2", "hello-3")))
                .extracting(
                        TrafficTarget::getLatestRevision,
                        TrafficTarget::getPercent,
                        TrafficTarget::getRevisionName,
                        TrafficTarget::getTag)
                .containsExactly(
                        tuple(true, 100L, null, null),
                        tuple(false, 0L, "hello-2", "d2"),
                        tuple(false, 0L, "hello-3", "d3"));
    }

    private static boolean canSay(Workload workload) {
        return Knative.canSay(workload, settings(Set.of(), false));
    }

    private static ClusterSettings settings(Set<String> restricted, boolean userNamespaces) {
        return new ClusterSettings(
                Optional.empty(),
                "example",
                "berth",
                List.of(),
                restricted,
                userNamespaces,
                Map.of("v1", "gvisor"),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                "10Gi",
                ClusterSettings.Knative.WHERE_SERVED,
                MINUTE,
                MINUTE,
                MINUTE);
    }

    private static Workload workload(Map<String, String> environment) {
        return workload(List.of(8080), CONCURRENCY, MINUTE, Optional.empty(), environment);
    }

    private static Workload workload(List<Integer> ports, Scaling scaling, Duration timeout, Optional<String> sandbox) {
        return workload(ports, scaling, timeout, sandbox, Map.of());
    }

    private static Workload workload(
            List<Integer> ports,
            Scaling scaling,
            Duration timeout,
            Optional<String> sandbox,
            Map<String, String> environment) {
        return new Workload(
                new ContainerId(UUID.randomUUID()),
                Examples.NAMESPACE,
                "demo",
                Examples.PROJECT,
                "hello",
                1,
                1,
                "registry.example/hello@sha256:0123456789abcdef",
                List.of(),
                List.of(),
                environment,
                Map.of(),
                ports,
                500,
                256_000_000,
                0,
                List.of(),
                Probes.NONE,
                sandbox,
                scaling,
                timeout,
                "0123456789abcdef");
    }
}
