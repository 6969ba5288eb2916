package dev.berth.standalone.operator;

import dev.berth.api.dialect.Text;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The commands that talk to a running Berth, and the options that all of them share. */
@Command(name = "./berth", description = "Asks a running Berth, as its operator or as the holder of an API key.")
public final class Operator {

    private static final Set<String> COMMANDS = Set.of("orgs", "projects", "keys", "quotas", "doctor");

    private final Map<String, String> environment;
    private final Path data;
    private final PrintWriter out;

    @Option(
            names = {"-h", "--help"},
            scope = ScopeType.INHERIT,
            usageHelp = true,
            description = "Show this.")
    @SuppressWarnings("unused") // the library asks itself
    private boolean help;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print JSON instead of a table.")
    private boolean json;

    @Option(
            names = "--url",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description = {
                "Where Berth's API answers; by default what BERTH_API_URL or the data folder says.",
                "A Berth named so is shown only a secret of the environment:",
                "BERTH_INTERNAL_SECRET, or SCW_SECRET_KEY."
            })
    private @Nullable String url;

    private Operator(Map<String, String> environment, Path data, PrintWriter out) {
        this.environment = environment;
        this.data = data;
        this.out = out;
    }

    /** Whether these arguments are for a Berth that runs, not for one that is to be started. */
    public static boolean isMeantBy(String... arguments) {
        return arguments.length > 0 && COMMANDS.contains(arguments[0]);
    }

    /** Does what the arguments say, and answers the exit code. */
    public static int run(
            Map<String, String> environment,
            Path data,
            InstantSource clock,
            PrintWriter out,
            PrintWriter err,
            String... arguments) {
        Operator operator = new Operator(environment, data, out);
        return new CommandLine(operator)
                .addSubcommand(new OrganizationCommands(operator))
                .addSubcommand(new ProjectCommands(operator))
                .addSubcommand(new KeyCommands(operator))
                .addSubcommand(new QuotaCommand(operator))
                .addSubcommand(new DoctorCommand(operator, environment))
                .registerConverter(Expiry.class, Expiry.seenFrom(clock))
                .registerConverter(UUID.class, Operator::id)
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler((failure, command, _) -> failed(failure, command))
                .execute(arguments);
    }

    private static UUID id(String text) {
        return Text.uuid(text)
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is no id; list shows them"));
    }

    private static int failed(Exception failure, CommandLine command) throws Exception {
        if (failure instanceof NotDone) {
            command.getErr().println("berth: " + failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw failure;
    }

    Connection connect() {
        return Connection.find(environment, data, url);
    }

    Output output() {
        return new Output(out, json);
    }
}
