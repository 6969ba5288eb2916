package dev.berth.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.berth.standalone.operator.Operator;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** {@code ./berth up}, and the commands that talk to what it has started. */
@QuarkusMain
public final class Standalone {

    /** Starts, works a little, and ends: the JVM writes down what it learned, for the next start to be fast. */
    private static final String REHEARSE = "--rehearse";

    private static final int FAILED = 1;

    /** What is chatty before the services have set up their log: it would end at the terminal when they never do. */
    private static final List<Logger> CHATTY = Stream.of(
                    "org.apache.kafka", "kafka", "state.change.logger", "io.smallrye", "io.quarkus")
            .map(Logger::getLogger)
            .toList();

    /** Runs until Ctrl-C; answers 1 when it could not start. */
    public static void main(String[] arguments) throws IOException {
        CHATTY.forEach(logger -> logger.setLevel(Level.WARNING));
        Path defaultData = Path.of(System.getProperty("berth.data", ".berth"));
        if (Operator.isMeantBy(arguments)) {
            System.exit(operate(defaultData, arguments));
        }
        try {
            Settings settings = Settings.from(System.getenv(), defaultData);
            int code = List.of(arguments).contains(REHEARSE)
                    ? rehearse(settings)
                    : Berth.run(settings, new Progress(System.out), false);
            if (code != 0) {
                Runtime.getRuntime().halt(code);
            }
        } catch (Trouble trouble) {
            System.err.println("berth: " + trouble.getMessage());
            Runtime.getRuntime().halt(FAILED);
        }
    }

    private static int operate(Path defaultData, String... arguments) {
        Map<String, String> environment = System.getenv();
        Path data = Path.of(environment.getOrDefault("BERTH_DATA", defaultData.toString()));
        return Operator.run(
                environment, data, InstantSource.system(), writer(System.out), writer(System.err), arguments);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, UTF_8);
    }

    private static int rehearse(Settings settings) throws IOException {
        Path folder = Files.createTempDirectory("berth-rehearsal-");
        try {
            return Berth.run(settings.forRehearsal(folder), new Progress(System.out), true);
        } finally {
            Rehearsal.forget(folder);
        }
    }

    private Standalone() {}
}
