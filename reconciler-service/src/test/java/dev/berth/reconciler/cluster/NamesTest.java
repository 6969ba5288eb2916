package dev.berth.reconciler.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.ProjectId;
import dev.berth.events.spec.Probes;
import dev.berth.reconciler.container.Examples;
import dev.berth.reconciler.engine.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NamesTest {

    private static final UUID ID = UUID.fromString("1f0e8400-e29b-41d4-a716-446655440000");

    @Test
    void a_namespace_is_called_as_people_call_it_and_is_nobody_elses() {
        assertThat(Names.namespace(workload("Shop & Co.", "web"))).isEqualTo("shop-co-446655440000");
        assertThat(Names.namespace(workload("n".repeat(80), "web"))).hasSizeLessThanOrEqualTo(63);
        assertThat(Names.namespace(workload("\u00fc", "web"))).isEqualTo("berth-446655440000");
    }

    @Test
    void a_container_keeps_its_name_where_the_cluster_allows_it() {
        assertThat(Names.container(workload("demo", "web-demo"))).isEqualTo("web-demo");
        assertThat(Names.deployment(workload("demo", "web-demo"))).isEqualTo("web-demo-3");
    }

    @Test
    void a_name_that_the_cluster_does_not_allow_is_made_unique_by_the_id() {
        assertThat(Names.container(workload("demo", "1st-demo"))).isEqualTo("c-1st-demo-446655440000");
        assertThat(Names.deployment(workload("demo", "w".repeat(63))))
                .hasSizeLessThanOrEqualTo(63)
                .endsWith("-446655440000-3");
    }

    private static Workload workload(String namespace, String name) {
        return new Workload(
                new ContainerId(ID),
                new NamespaceId(ID),
                namespace,
                new ProjectId(ID),
                name,
                3,
                2,
                "app:1",
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                List.of(8080),
                100,
                64_000_000,
                0,
                List.of(),
                Probes.NONE,
                Optional.empty(),
                Examples.ONE,
                Duration.ofSeconds(30),
                "hash");
    }
}
