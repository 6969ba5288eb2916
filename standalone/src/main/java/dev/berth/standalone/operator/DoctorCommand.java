package dev.berth.standalone.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.reconciler.cluster.ClusterCheck;
import dev.berth.reconciler.cluster.ClusterCheck.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code ./berth doctor}. */
@Command(
        name = "doctor",
        description = {
            "Looks whether the cluster lets Berth do what it needs, and says what to do where it does not.",
            "Changes nothing; asks the cluster of BERTH_KUBERNETES_KUBECONFIG, or the one that kubectl would ask."
        })
final class DoctorCommand implements Runnable {

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final List<String> COLUMNS = List.of("good", "what", "remedy");

    private final Operator operator;
    private final Map<String, String> environment;

    DoctorCommand(Operator operator, Map<String, String> environment) {
        this.operator = operator;
        this.environment = environment;
    }

    @Override
    public void run() {
        if (!"kubernetes".equalsIgnoreCase(environment.get("BERTH_ENGINE"))) {
            throw new NotDone("containers run on a container engine, which ./berth up looks at itself;"
                    + " set BERTH_ENGINE=kubernetes to have a cluster looked at");
        }
        List<Finding> findings = findings();
        operator.output().list(findings.stream().map(DoctorCommand::line).toList(), COLUMNS);
        long lacking = findings.stream().filter(finding -> !finding.good()).count();
        if (lacking > 0) {
            throw new NotDone(lacking + " of " + findings.size() + " are not as Berth needs them");
        }
    }

    private List<Finding> findings() {
        try {
            return ClusterCheck.of(
                    kubeconfig(), ANSWER, Boolean.parseBoolean(environment.get("BERTH_GATEWAY_KNATIVE_ENABLED")));
        } catch (IllegalStateException e) {
            throw new NotDone(e.getMessage() + "; see BERTH_KUBERNETES_KUBECONFIG", e);
        }
    }

    private Optional<Path> kubeconfig() {
        Optional<Path> named = Optional.ofNullable(environment.get("BERTH_KUBERNETES_KUBECONFIG"))
                .map(Path::of);
        named.filter(file -> !Files.isReadable(file)).ifPresent(file -> {
            throw new NotDone("no kubeconfig can be read at " + file + "; see BERTH_KUBERNETES_KUBECONFIG");
        });
        return named;
    }

    private static JsonNode line(Finding finding) {
        ObjectNode line = Api.JSON.createObjectNode();
        return line.put("good", finding.good() ? "yes" : "NO")
                .put("what", finding.what())
                .put("remedy", finding.remedy());
    }
}
