package dev.berth.standalone;

import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** {@code ./berth up}. */
@QuarkusMain
public final class Standalone {

    /** Starts, works a little, and ends: the JVM writes down what it learned, for the next start to be fast. */
    private static final String REHEARSE = "--rehearse";

    private static final int FAILED = 1;

    /** What is chatty before the services have set up their log: it would end at the terminal when they never do. */
    private static final List<Logger> CHATTY = Stream.of(
                    "org.apache.kafka", "kafka", "state.change.logger", "org.hibernate", "io.smallrye", "io.quarkus")
            .map(Logger::getLogger)
            .toList();

    /** Runs until Ctrl-C; answers 1 when it could not start. */
    public static void main(String[] arguments) throws IOException {
        CHATTY.forEach(logger -> logger.setLevel(Level.WARNING));
        Path defaultData = Path.of(System.getProperty("berth.data", ".berth"));
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
