package dev.berth.api.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Schemathesis, which makes up requests from a document and holds the answers to it; at home below {@code target/}. */
final class Schemathesis {

    private static final Path PROGRAM = Path.of("src/test/fuzz").toAbsolutePath();
    private static final Path HOME = Path.of("target/schemathesis").toAbsolutePath();
    private static final String CONFIG = "schemathesis.toml";
    private static final String REQUIREMENTS = "requirements.txt";
    private static final String LONGEST_SECONDS = "900";
    /** What is said where there is no network, or no registry in it. */
    private static final Pattern UNREACHABLE =
            Pattern.compile("NewConnectionError|ConnectTimeoutError|Temporary failure in name resolution");
    /** Debian has a package of its own for what makes such folders. */
    private static final Pattern INCOMPLETE = Pattern.compile("ensurepip is not available|No module named venv");

    private static final String INSTALL =
            "python3 -m venv --clear venv && venv/bin/pip install --quiet --requirement " + REQUIREMENTS;

    /** It would begin with what it found in earlier runs. */
    private static final String FORGET = "rm -rf .schemathesis .hypothesis";

    /** How it went; {@code said} is all that it printed. */
    record Outcome(int exit, String said) {}

    /** Installs it, where that is possible; if not, why. */
    static Optional<String> install() throws IOException, InterruptedException {
        copy(HOME, REQUIREMENTS);
        if (shell(HOME, "command -v python3", Map.of()).exit() != 0) {
            return Optional.of("this machine has no python3");
        }
        Outcome outcome = shell(HOME, INSTALL, Map.of());
        if (outcome.exit() == 0) {
            return Optional.empty();
        }
        if (INCOMPLETE.matcher(outcome.said()).find()) {
            return Optional.of("the python3 of this machine has no venv");
        }
        if (UNREACHABLE.matcher(outcome.said()).find()) {
            return Optional.of("its package registry cannot be reached");
        }
        throw new AssertionError(outcome.said());
    }

    private static void copy(Path folder, String... files) throws IOException {
        Files.createDirectories(folder);
        for (String file : files) {
            Files.write(folder.resolve(file), Files.readAllBytes(PROGRAM.resolve(file)));
        }
    }

    /** Sends what the document at an address allows, and what it does not; several may be at work at once. */
    static Outcome fuzz(URI address, Map<String, String> environment) throws IOException, InterruptedException {
        Path folder = HOME.resolve("of" + address.getPath().replace('/', '-'));
        copy(folder, CONFIG, "hooks.py");
        String run = "../venv/bin/st --config-file %s run --no-color '%s'".formatted(CONFIG, address);
        return shell(folder, FORGET + " && " + run, environment);
    }

    private static Outcome shell(Path folder, String script, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        "timeout", LONGEST_SECONDS, "bash", "-euo", "pipefail", "-c", script)
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true);
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Outcome(process.waitFor(), said);
    }

    private Schemathesis() {}
}
