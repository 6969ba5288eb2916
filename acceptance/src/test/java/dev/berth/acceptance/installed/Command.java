package dev.berth.acceptance.installed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Commands, run one after another in a folder with variables of their own; what they print is what counts. */
final class Command {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String LONGEST_SECONDS = "1200";

    private final Path folder;
    private final Map<String, String> environment;

    private Command(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    static Command in(Path folder) {
        return new Command(folder, Map.of());
    }

    Command with(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return new Command(folder, more);
    }

    /** How it ended, and what it said on both of its streams. */
    record Outcome(int exit, String said) {}

    /** What a script prints; that it ends well is part of the test. */
    String shell(String script) throws IOException, InterruptedException {
        return run("bash", "-euo", "pipefail", "-c", script);
    }

    /** The same for a program. */
    String run(String... command) throws IOException, InterruptedException {
        Outcome outcome = outcome(command);
        if (outcome.exit() != 0) {
            throw new AssertionError("exit code %d of:%n%s%nit said:%n%s"
                    .formatted(outcome.exit(), String.join(" ", command), outcome.said()));
        }
        return outcome.said().strip();
    }

    /** How a program ends, well or not. */
    Outcome outcome(String... command) throws IOException, InterruptedException {
        List<String> bounded = new ArrayList<>(List.of("timeout", LONGEST_SECONDS));
        bounded.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(bounded)
                .directory(folder.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Outcome(process.waitFor(), said);
    }

    /** The commands of a page that are marked with that word. */
    static String of(String page, String mark) throws IOException {
        String text = Files.readString(ROOT.resolve(page));
        String start = "```sh " + mark + "\n";
        int begin = text.indexOf(start) + start.length();
        if (begin < start.length()) {
            throw new AssertionError(page + " has no block " + start);
        }
        return text.substring(begin, text.indexOf("```", begin));
    }
}
