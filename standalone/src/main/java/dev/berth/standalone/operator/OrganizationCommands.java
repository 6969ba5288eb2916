package dev.berth.standalone.operator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./berth orgs}. */
@Command(
        name = "orgs",
        description = "Organizations: whose projects and keys there are.",
        synopsisSubcommandLabel = "COMMAND")
final class OrganizationCommands {

    private static final String PATH = "organizations";
    private static final List<String> COLUMNS = List.of("id", "name", "created_at");

    private final Operator operator;

    OrganizationCommands(Operator operator) {
        this.operator = operator;
    }

    @Command(description = "List the organizations.")
    void list() {
        operator.output().list(operator.connect().api().list(PATH), COLUMNS);
    }

    @Command(description = "Create an organization; only the operator may.")
    void create(@Parameters(paramLabel = "NAME", description = "What to call it.") String name) {
        ObjectNode wanted = Api.JSON.createObjectNode().put("name", name);
        operator.output().one(operator.connect().api().post(PATH, wanted), COLUMNS);
    }
}
