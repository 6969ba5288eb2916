package dev.berth.benchmarks.peer;

import dev.berth.benchmarks.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** PostgreSQL's own benchmark, with a script of ours. */
public final class Pgbench {

    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");
    private static final Pattern LATENCY = Pattern.compile("latency average = ([0-9.]+)");

    /** What it measured. */
    public record Outcome(double perSecond, double averageMillis) {}

    /** Runs a statement again and again, prepared once, by that many clients. */
    public static Outcome run(Postgres postgres, String statement, int clients, Duration time)
            throws IOException, InterruptedException {
        Path script = Files.writeString(Files.createTempFile("berth-bench", ".sql"), statement);
        try {
            ProcessBuilder command = new ProcessBuilder(
                    binary().toString(),
                    "--no-vacuum",
                    "--protocol=prepared",
                    "--client=" + clients,
                    "--jobs=2",
                    "--time=" + time.toSeconds(),
                    "--file=" + script,
                    "--host=" + postgres.host(),
                    "--port=" + postgres.port(),
                    "--username=" + postgres.user(),
                    postgres.database());
            command.environment().put("PGPASSWORD", postgres.password());
            return outcome(Processes.run(command, time.plusSeconds(30)));
        } finally {
            Files.delete(script);
        }
    }

    private static Outcome outcome(String output) throws IOException {
        return new Outcome(number(TPS, output), number(LATENCY, output));
    }

    private static double number(Pattern pattern, String output) throws IOException {
        Matcher matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new IOException("pgbench said: " + output);
        }
        return Double.parseDouble(matcher.group(1));
    }

    /** The newest that Debian has put in its folder of versions; otherwise what is on the path. */
    private static Path binary() throws IOException {
        Path versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) {
            return Path.of("pgbench");
        }
        try (Stream<Path> folders = Files.list(versions)) {
            List<Path> found = folders.map(folder -> folder.resolve("bin/pgbench"))
                    .filter(Files::isExecutable)
                    .sorted()
                    .toList();
            return found.isEmpty() ? Path.of("pgbench") : found.getLast();
        }
    }

    private Pgbench() {}
}
