package dev.berth.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Kubernetes cluster that tests were offered, as its operator asks it.
 *
 * @param kubeconfig with all rights
 */
public record OfferedCluster(Path kubeconfig) {

    private static final String HOME = "knative-serving";
    private static final String REGISTRIES = "registries-skipping-tag-resolving";

    /** Ends the test where there is none, or nothing to ask it with. */
    public static OfferedCluster offered() {
        if (Programs.onPath("kubectl").isEmpty()) {
            abort("this machine has no kubectl");
        }
        return new OfferedCluster(Optional.ofNullable(System.getenv("BERTH_TEST_KUBECONFIG"))
                .map(Path::of)
                .orElseGet(() -> abort("no cluster: set BERTH_TEST_KUBECONFIG to a kubeconfig")));
    }

    /** What kubectl prints. */
    public String kubectl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("timeout", "60", "kubectl", "--kubeconfig"));
        command.add(kubeconfig.toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + " said:\n" + said);
        }
        return said;
    }

    /** All there is that a Berth has made, in whichever namespace. */
    public List<String> left(String platform) throws IOException, InterruptedException {
        return named("all,secrets,pvc,namespaces", "app.kubernetes.io/managed-by=berth,berth.dev/platform=" + platform);
    }

    /** The names of those that bear these labels, in whichever namespace. */
    List<String> named(String kinds, String labels) throws IOException, InterruptedException {
        return kubectl("get", kinds, "--all-namespaces", "--output=name", "--ignore-not-found", "--selector=" + labels)
                .lines()
                .toList();
    }

    /** Has Knative run images that nodes have and no registry. */
    public KnativeConfig runImagesOfNodes() throws IOException, InterruptedException {
        String before = kubectl(
                "get",
                "configmap",
                "config-deployment",
                "--namespace=" + HOME,
                "--output=jsonpath={.data." + REGISTRIES + "}");
        lookUpNothingOf(before.isEmpty() ? "berth.local" : before + ",berth.local");
        return new KnativeConfig(before);
    }

    private void lookUpNothingOf(String registries) throws IOException, InterruptedException {
        kubectl(
                "patch",
                "configmap",
                "config-deployment",
                "--namespace=" + HOME,
                "--type=merge",
                "--patch={\"data\":{\"" + REGISTRIES + "\":\"" + registries + "\"}}");
    }

    /** What Knative's configuration was before it was changed. */
    public final class KnativeConfig {

        private final String before;

        private KnativeConfig(String before) {
            this.before = before;
        }

        public void restore() throws IOException, InterruptedException {
            lookUpNothingOf(before);
        }
    }
}
