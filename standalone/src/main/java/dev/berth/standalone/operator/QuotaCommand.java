package dev.berth.standalone.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./berth quotas}. */
@Command(name = "quotas", description = "What projects and organizations may have, and how much of it they have.")
final class QuotaCommand implements Runnable {

    private static final String ORGANIZATION = "organization_id";
    private static final String PROJECT = "project_id";
    private static final List<String> COLUMNS = List.of("resource", "used", "limit", PROJECT, ORGANIZATION);

    private final Operator operator;

    @Option(names = "--organization", paramLabel = "ID", description = "Only of this organization.")
    private @Nullable UUID organization;

    QuotaCommand(Operator operator) {
        this.operator = operator;
    }

    @Override
    public void run() {
        String query = organization == null ? "" : "?" + ORGANIZATION + "=" + organization;
        List<JsonNode> projects = operator.connect().api().list("quotas" + query);
        operator.output().list(projects, QuotaCommand::lines, COLUMNS);
    }

    /** What is counted per organization stands with each of its projects, and is shown once. */
    private static List<JsonNode> lines(List<JsonNode> projects) {
        return projects.stream().flatMap(QuotaCommand::lines).distinct().toList();
    }

    private static Stream<JsonNode> lines(JsonNode project) {
        return project.path("quotas").valueStream().map(quota -> line(project, quota));
    }

    private static JsonNode line(JsonNode project, JsonNode quota) {
        ObjectNode line = quota.deepCopy();
        line.set(ORGANIZATION, project.path(ORGANIZATION));
        if (quota.path("per").asText().equals("project")) {
            line.set(PROJECT, project.path(PROJECT));
        }
        return line;
    }
}
