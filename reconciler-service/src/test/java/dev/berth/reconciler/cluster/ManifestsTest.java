package dev.berth.reconciler.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.ProjectId;
import dev.berth.events.spec.Probe;
import dev.berth.events.spec.Probes;
import dev.berth.events.spec.Scaling;
import dev.berth.events.spec.VolumeMount;
import dev.berth.reconciler.container.Examples;
import dev.berth.reconciler.engine.Workload;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One file for each kind of container, with all that stands on a cluster for it. {@code -Dmanifests.refresh=true} writes
 * them anew.
 */
class ManifestsTest {

    static final Path GOLDEN = Path.of("src/test/resources/manifests");
    private static final ProjectId PROJECT = new ProjectId(UUID.fromString("550e8400-e29b-41d4-a716-446655440001"));
    private static final ClusterSettings SETTINGS = settings(Set.of());

    private static ClusterSettings settings(Set<String> restricted) {
        return settings(restricted, ClusterSettings.Knative.NEVER);
    }

    private static ClusterSettings settings(Set<String> restricted, ClusterSettings.Knative knative) {
        return new ClusterSettings(
                Optional.empty(),
                "example",
                "berth",
                List.of("10.251.0.0/24"),
                restricted,
                true,
                Map.of("v1", "gvisor"),
                restricted.isEmpty() ? Optional.empty() : Optional.of(new PullSecret("{\"auths\": {}}")),
                restricted.isEmpty() ? Map.of() : Map.of("limits.memory", "64Gi", "pods", "50"),
                Optional.of("fast"),
                "10Gi",
                knative,
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "restricted", "scaled-by-cpu", "with-everything", "with-volumes", "without-port"})
    void a_workload_stands_on_the_cluster_as_written(String name) throws IOException {
        String yaml = new Manifests(settings(name))
                .of(workload(name), copies(name)).stream()
                        .map(Serialization::asYaml)
                        .collect(Collectors.joining());

        assertWritten(name + ".yaml", yaml);
    }

    @Test
    void where_knative_is_used_a_workload_stands_as_written() throws IOException {
        String yaml = new Manifests(settings(Set.of(), ClusterSettings.Knative.WHERE_SERVED))
                .served(workload("served")).stream().map(Serialization::asYaml).collect(Collectors.joining());

        assertWritten("knative.yaml", yaml);
    }

    private static void assertWritten(String name, String yaml) throws IOException {
        Path file = GOLDEN.resolve(name);
        if (Boolean.getBoolean("manifests.refresh")) {
            Files.writeString(file, yaml);
        }
        assertThat(file).hasContent(yaml);
    }

    static ClusterSettings settings(String name) {
        return settings("restricted".equals(name) ? Set.of(PROJECT.toString()) : Set.of());
    }

    static int copies(String name) {
        return Set.of("plain", "restricted", "with-volumes").contains(name) ? 1 : 3;
    }

    @Test
    void every_file_belongs_to_a_kind_of_container() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "knative.yaml",
                            "plain.yaml",
                            "restricted.yaml",
                            "scaled-by-cpu.yaml",
                            "with-everything.yaml",
                            "with-volumes.yaml",
                            "without-port.yaml");
        }
    }

    @Test
    void every_project_may_be_held_tightly_or_those_that_are_named() {
        ProjectId another = new ProjectId(UUID.fromString("550e8400-e29b-41d4-a716-446655440002"));

        assertThat(settings(Set.of(PROJECT.toString())).security(PROJECT)).isEqualTo(PodSecurity.RESTRICTED);
        assertThat(settings(Set.of(PROJECT.toString())).security(another)).isEqualTo(PodSecurity.BASELINE);
        assertThat(settings(Set.of(ClusterSettings.ALL)).security(another)).isEqualTo(PodSecurity.RESTRICTED);
    }

    @Test
    void no_secret_stands_outside_of_a_secret() {
        assertThat(new Manifests(SETTINGS).of(workload("with-everything"), 1))
                .filteredOn(object -> !"Secret".equals(object.getKind()))
                .allSatisfy(object -> assertThat(Serialization.asYaml(object)).doesNotContain("hunter2"));
    }

    static Workload workload(String name) {
        return switch (name) {
            case "plain", "restricted" -> workload(Examples.ONE, Probes.NONE, Map.of(), List.of(8080), List.of(), 0);
            case "served" ->
                workload(
                        new Scaling(0, 5, new Scaling.Concurrency(20)),
                        new Probes(
                                Optional.of(probe(new Probe.Http(8080, "/health"))),
                                Optional.empty(),
                                Optional.empty()),
                        Map.of("PASSWORD", "hunter2"),
                        List.of(8080),
                        List.of(),
                        1_000_000_000);
            case "scaled-by-cpu" ->
                workload(new Scaling(0, 6, new Scaling.Cpu(80)), Probes.NONE, Map.of(), List.of(8080), List.of(), 0);
            case "with-volumes" ->
                workload(
                        Examples.ONE,
                        Probes.NONE,
                        Map.of(),
                        List.of(8080),
                        List.of(),
                        0,
                        List.of(
                                new VolumeMount("data", "/data", false),
                                new VolumeMount("Shared Pictures", "/pictures", true)));
            case "without-port" -> workload(Examples.ONE, Probes.NONE, Map.of(), List.of(), List.of("worker"), 0);
            case "with-everything" ->
                workload(
                        Examples.ONE,
                        new Probes(
                                Optional.of(probe(new Probe.Tcp(8080))),
                                Optional.of(probe(new Probe.Grpc(9090, "ready"))),
                                Optional.of(probe(new Probe.Http(8080, "/health")))),
                        Map.of("PASSWORD", "hunter2", "TOKEN", "t0p"),
                        List.of(8080, 9090),
                        List.of("sh", "-c", "serve $(date)"),
                        1_000_000_000);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Probe probe(Probe.Check check) {
        return new Probe(check, Duration.ofSeconds(5), Duration.ofMillis(1500), 4);
    }

    private static Workload workload(
            Scaling scaling,
            Probes probes,
            Map<String, String> secrets,
            List<Integer> ports,
            List<String> command,
            long storage) {
        return workload(scaling, probes, secrets, ports, command, storage, List.of());
    }

    private static Workload workload(
            Scaling scaling,
            Probes probes,
            Map<String, String> secrets,
            List<Integer> ports,
            List<String> command,
            long storage,
            List<VolumeMount> volumes) {
        return new Workload(
                new ContainerId(UUID.fromString("7c9e6679-7425-40de-944b-e07fc1f90ae7")),
                new NamespaceId(UUID.fromString("1f0e8400-e29b-41d4-a716-446655440000")),
                "Demo!",
                PROJECT,
                "hello-demo",
                3,
                2,
                "registry.example/hello@sha256:0123456789abcdef",
                command,
                List.of(),
                Map.of("PORT", "8080", "PRICE", "5$"),
                secrets,
                ports,
                500,
                256_000_000,
                storage,
                volumes,
                probes,
                secrets.isEmpty() ? Optional.empty() : Optional.of("v1"),
                scaling,
                Duration.ofMinutes(5),
                "0123456789abcdef");
    }
}
