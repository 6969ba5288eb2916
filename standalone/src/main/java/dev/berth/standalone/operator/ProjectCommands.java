package dev.berth.standalone.operator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./berth projects}. */
@Command(
        name = "projects",
        description = "Projects of an organization: what holds namespaces.",
        synopsisSubcommandLabel = "COMMAND")
final class ProjectCommands {

    private static final String PATH = "projects";
    private static final List<String> COLUMNS = List.of("id", "name", "organization_id", "status", "created_at");

    private final Operator operator;

    ProjectCommands(Operator operator) {
        this.operator = operator;
    }

    @Command(description = "List the projects.")
    void list(
            @Option(names = "--organization", paramLabel = "ID", description = "Only of this organization.") @Nullable
                    UUID organization) {
        String query = organization == null ? "" : "?organization_id=" + organization;
        operator.output().list(operator.connect().api().list(PATH + query), COLUMNS);
    }

    @Command(description = "Create a project.")
    void create(
            @Parameters(paramLabel = "NAME", description = "What to call it.") String name,
            @Option(
                            names = "--organization",
                            paramLabel = "ID",
                            description = "Whose it is; by default SCW_DEFAULT_ORGANIZATION_ID.")
                    @Nullable
                    UUID organization) {
        Connection connection = operator.connect();
        ObjectNode wanted = Api.JSON.createObjectNode().put("name", name);
        Optional.ofNullable(organization)
                .map(UUID::toString)
                .or(() -> connection.standing("SCW_DEFAULT_ORGANIZATION_ID"))
                .ifPresent(id -> wanted.put("organization_id", id));
        operator.output().one(connection.api().post(PATH, wanted), COLUMNS);
    }

    @Command(description = "Delete a project and all that is in it; its secrets can never be read again.")
    void delete(@Parameters(paramLabel = "ID", description = "Which one.") UUID id) {
        operator.output().one(operator.connect().api().delete(PATH + "/" + id), COLUMNS);
    }
}
