package dev.berth.standalone.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./berth keys}. */
@Command(name = "keys", description = "API keys: what clients sign in with.", synopsisSubcommandLabel = "COMMAND")
final class KeyCommands {

    private static final String PATH = "api-keys";
    private static final List<String> COLUMNS =
            List.of("id", "access_key", "right", "project_id", "description", "expires_at", "created_at");
    private static final List<String> WITH_SECRET =
            Stream.concat(Stream.of("secret_key"), COLUMNS.stream()).toList();

    private final Operator operator;

    KeyCommands(Operator operator) {
        this.operator = operator;
    }

    @Command(description = "List the valid keys; never their secrets.")
    void list() {
        operator.output().list(operator.connect().api().list(PATH), COLUMNS);
    }

    @Command(description = "Create a key. Its secret is shown this once.")
    void create(
            @Option(
                            names = "--organization",
                            paramLabel = "ID",
                            description = "Whose it is; by default SCW_DEFAULT_ORGANIZATION_ID.")
                    @Nullable
                    UUID organization,
            @Option(
                            names = "--project",
                            paramLabel = "ID",
                            description = "The only project that it opens; by default it opens all.")
                    @Nullable
                    UUID project,
            @Option(
                            names = "--default-project",
                            paramLabel = "ID",
                            description = "Where requests go that name no project; by default SCW_DEFAULT_PROJECT_ID.")
                    @Nullable
                    UUID defaultProject,
            @Option(
                            names = "--right",
                            paramLabel = "RIGHT",
                            defaultValue = "write",
                            description = "read or write (the default).")
                    String right,
            @Option(names = "--description", paramLabel = "TEXT", defaultValue = "", description = "What it is for.")
                    String description,
            @Option(
                            names = "--expires",
                            paramLabel = "WHEN",
                            description =
                                    "When it ends: 90d or 12h from now, or 2030-01-01T00:00:00Z; by default never.")
                    @Nullable
                    Expiry expires) {
        Connection connection = operator.connect();
        ObjectNode wanted = Api.JSON.createObjectNode();
        wanted.put("right", right).put("description", description);
        put(wanted, "organization_id", text(organization).or(() -> connection.standing("SCW_DEFAULT_ORGANIZATION_ID")));
        put(wanted, "project_id", text(project));
        put(
                wanted,
                "default_project_id",
                text(defaultProject)
                        .or(() -> text(project))
                        .or(() -> organization == null
                                ? connection.standing("SCW_DEFAULT_PROJECT_ID")
                                : Optional.empty()));
        put(wanted, "expires_at", Optional.ofNullable(expires).map(Expiry::end).map(Instant::toString));
        show(connection.api().post(PATH, wanted));
    }

    @Command(description = "Give a key another secret, shown this once. The one before stops at once.")
    void rotate(@Parameters(paramLabel = "ID", description = "Which one.") UUID id) {
        Connection connection = operator.connect();
        JsonNode key = connection.api().post(PATH + "/" + id + "/rotate", Api.JSON.createObjectNode());
        boolean written =
                connection.rotated(id.toString(), key.path("secret_key").asText());
        show(key);
        if (written) {
            operator.output().say("credentials.env has the new secret too.");
        }
    }

    @Command(description = "Revoke a key: from now on it opens nothing.")
    void revoke(@Parameters(paramLabel = "ID", description = "Which one.") UUID id) {
        operator.output().one(operator.connect().api().delete(PATH + "/" + id), List.of("id", "status"));
    }

    private void show(JsonNode key) {
        operator.output().one(key, WITH_SECRET);
        operator.output().say("The secret is shown this once: keep it.");
    }

    private static Optional<String> text(@Nullable UUID id) {
        return Optional.ofNullable(id).map(UUID::toString);
    }

    private static void put(ObjectNode wanted, String name, Optional<String> value) {
        value.ifPresent(text -> wanted.put(name, text));
    }
}
