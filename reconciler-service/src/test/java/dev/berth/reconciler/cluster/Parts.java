package dev.berth.reconciler.cluster;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The parts of which the cluster is made: they can be stopped and started, where somebody told how. */
final class Parts {

    private static final String COMMAND = "BERTH_TEST_CLUSTER_PARTS";

    /** Ends the test where nobody did. */
    static void assumeKnown() {
        if (System.getenv(COMMAND) == null) {
            abort("no cluster that may fall over: set %s to a command that does stop PART, start PART and compact"
                    .formatted(COMMAND));
        }
    }

    static void stop(String part) throws IOException {
        run("stop", part);
    }

    static void start(String part) throws IOException {
        run("start", part);
    }

    /** Has the cluster forget how it was before. */
    static void compact() throws IOException {
        run("compact");
    }

    private static void run(String... what) throws IOException {
        List<String> command = new ArrayList<>(List.of(Objects.requireNonNull(System.getenv(COMMAND))));
        command.addAll(List.of(what));
        int exit = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .onExit()
                .join()
                .exitValue();
        if (exit != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + exit);
        }
    }

    private Parts() {}
}
