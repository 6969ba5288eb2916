package dev.berth.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A client that others have made, and a program in {@code clients/} that uses it as its users do.
 *
 * @param folder where in {@code clients/} the program is
 * @param tools what has to be on a machine for it
 * @param install brings the client by its ordinary package manager
 * @param run tries the client; what it prints tells what went wrong
 */
record ForeignClient(String folder, List<String> tools, String install, String run) {

    static final ForeignClient JAVASCRIPT = new ForeignClient(
            "javascript", List.of("node", "npm"), "npm ci --engine-strict --no-audit --no-fund", "npm test");
    /** What it needs besides npm compiles a module of its own. */
    static final ForeignClient SERVERLESS = new ForeignClient(
            "serverless", List.of("node", "npm", "python3", "make", "g++"), "npm ci --no-audit --no-fund", "npm test");

    static final ForeignClient PYTHON = new ForeignClient(
            "python",
            List.of("python3"),
            "python3 -m venv --clear venv && venv/bin/pip install --quiet --requirement requirements.txt",
            "venv/bin/python -m unittest --verbose"
                    + " test_namespaces test_containers test_domains test_triggers test_pages test_errors test_methods");

    static final ForeignClient GO =
            new ForeignClient("go", List.of("go"), "go test -c -o program .", "./program -test.v");

    private static final Path PROGRAMS = BerthUp.ROOT.resolve("acceptance/clients");
    private static final Path WORK = BerthUp.ROOT.resolve("acceptance/target/clients");
    private static final String LONGEST_SECONDS = "900";
    /** What package managers and what they call say where there is no network, or no registry in it. */
    private static final Pattern UNREACHABLE =
            Pattern.compile("ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT"
                    + "|NewConnectionError|ConnectTimeoutError|Temporary failure in name resolution"
                    + "|dial tcp|i/o timeout|TLS handshake timeout");

    /** What npm, pip and go say when they are asked for what is newer than they are, or than what they run on. */
    private static final Pattern TOO_OLD = Pattern.compile(
            "EBADENGINE|requires a different Python|invalid go version|requires go >=|toolchain not available");

    /** How far it came. */
    sealed interface Outcome {
        record Done() implements Outcome {}

        /** It is not the client's fault, nor Berth's. */
        record Lacking(String reason) implements Outcome {}

        record Failed(String said) implements Outcome {}
    }

    /** The client in a folder of its own below {@code target/}, installed. */
    Outcome installed() throws IOException, InterruptedException {
        Optional<String> missing =
                tools.stream().filter(tool -> Programs.onPath(tool).isEmpty()).findFirst();
        if (missing.isPresent()) {
            return new Outcome.Lacking("this machine has no " + missing.get());
        }
        copyProgram();
        return switch (shell(install, Map.of())) {
            case Outcome.Failed(String said)
            when UNREACHABLE.matcher(said).find() -> new Outcome.Lacking("its package registry cannot be reached");
            case Outcome.Failed(String said)
            when TOO_OLD.matcher(said).find() -> new Outcome.Lacking("it takes newer tools than this machine has");
            case Outcome outcome -> outcome;
        };
    }

    /** The client tried with a Berth that these variables lead to. */
    Outcome tried(Map<String, String> environment) throws IOException, InterruptedException {
        return shell(run, environment);
    }

    private Path work() {
        return WORK.resolve(folder);
    }

    private void copyProgram() throws IOException {
        Files.createDirectories(work());
        try (Stream<Path> files = Files.list(PROGRAMS.resolve(folder))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.write(work().resolve(file.getFileName()), Files.readAllBytes(file));
            }
        }
    }

    private Outcome shell(String script, Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        "timeout", LONGEST_SECONDS, "bash", "-euo", "pipefail", "-c", script)
                .directory(work().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process shell = builder.start();
        String said = new String(shell.getInputStream().readAllBytes(), UTF_8);
        int exit = shell.waitFor();
        return exit == 0
                ? new Outcome.Done()
                : new Outcome.Failed("exit code " + exit + " of " + script + ", which said:\n" + said);
    }
}
