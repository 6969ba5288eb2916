package dev.berth.reconciler.cluster;

import static dev.berth.reconciler.cluster.Rig.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import dev.berth.reconciler.engine.Workload;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the golden files say, a cluster takes as it is: it drops nothing, changes nothing, and warns of nothing. */
@Tag(Rig.CLUSTER)
class GoldenManifestsIT {

    @RegisterExtension
    private static final Connection CLUSTER = new Connection();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static Rig rig() {
        return CLUSTER.rig();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "restricted", "scaled-by-cpu", "with-everything", "with-volumes", "without-port"})
    void what_is_written_is_what_stands(String name) throws IOException {
        Workload workload = workload(name);
        String golden = golden(name, workload);
        Path file = Files.writeString(folder.resolve(name + ".yaml"), golden);
        try (KubernetesEngine engine = rig().engine(ManifestsTest.settings(name))) {
            Rig.seen(() -> engine.run(workload, ManifestsTest.copies(name)));

            // a controller may write between the two looks of which the difference is made
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(kubectl("diff", file)).isEmpty());
            assertThat(unrecognised(name, workload)).isEmpty();
            assertThat(kubectl("apply", file, "--dry-run=server", "--validate=strict", "--warnings-as-errors"))
                    .isEmpty();
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThatCode(() -> pod(workload, golden)).doesNotThrowAnyException());
        }
    }

    /** What a reconciler that starts anew would apply once more, as it cannot tell that it is the same. */
    private static List<Drift.Key> unrecognised(String name, Workload workload) {
        ClusterSettings settings = rig().settings(ManifestsTest.settings(name));
        return new Manifests(settings)
                .of(workload, ManifestsTest.copies(name)).stream()
                        .filter(manifest -> !Content.standing(
                                        rig().client().resource(manifest).get())
                                .contains(Content.of(manifest)))
                        .map(Drift.Key::of)
                        .toList();
    }

    /** As if its controller made one: where the Pod Security level of the namespace forbids it, it is refused. */
    private static void pod(Workload workload, String golden) {
        PodTemplateSpec template =
                rig().client().load(new ByteArrayInputStream(golden.getBytes(StandardCharsets.UTF_8))).items().stream()
                        .filter(Deployment.class::isInstance)
                        .map(object -> ((Deployment) object).getSpec().getTemplate())
                        .findFirst()
                        .orElseThrow();
        template.getSpec().setRuntimeClassName(null); // which this cluster need not have
        rig().client()
                .resource(new PodBuilder()
                        .withNewMetadataLike(template.getMetadata())
                        .withName("one-more")
                        .withNamespace(Names.namespace(workload))
                        .endMetadata()
                        .withSpec(template.getSpec())
                        .build())
                .dryRun()
                .create();
    }

    /** What it has against a file; empty where it is content. */
    private static String kubectl(String command, Path file, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("kubectl", "--kubeconfig", Rig.offered(), command));
        all.addAll(
                List.of("--server-side", "--force-conflicts", "--field-manager", Names.MANAGER, "-f", file.toString()));
        all.addAll(List.of(options));
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.onExit().join().exitValue() == 0 ? "" : said;
    }

    /** The file, of this platform, and with a namespace of its own. */
    private static String golden(String name, Workload workload) throws IOException {
        return Files.readString(ManifestsTest.GOLDEN.resolve(name + ".yaml"))
                .replace(Names.namespace(ManifestsTest.workload(name)), Names.namespace(workload))
                .replace(
                        Names.PLATFORM + ": \"" + ManifestsTest.settings(name).platform() + "\"",
                        Names.PLATFORM + ": \"" + rig().platform() + "\"");
    }

    private static Workload workload(String name) {
        Workload golden = ManifestsTest.workload(name);
        return new Workload(
                golden.container(),
                golden.namespace(),
                rig().platform() + "-" + name,
                golden.project(),
                golden.name(),
                golden.deployment(),
                golden.revision(),
                golden.image(),
                golden.command(),
                golden.args(),
                golden.environment(),
                golden.secrets(),
                golden.ports(),
                golden.cpuMillis(),
                golden.memoryBytes(),
                golden.storageBytes(),
                golden.volumes(),
                golden.probes(),
                golden.sandbox(),
                golden.scaling(),
                golden.timeout(),
                golden.hash());
    }
}
