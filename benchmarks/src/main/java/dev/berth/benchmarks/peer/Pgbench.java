package dev.berth.benchmarks.peer;

import dev.berth.benchmarks.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PostgreSQL's own benchmark, with a script of ours. */
public final class Pgbench {

    public static final Tool TOOL = new Tool("pgbench", "postgresql-contrib");

    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");
    private static final Pattern COUNT = Pattern.compile("actually processed: ([0-9]+)");
    private static final Pattern LATENCY = Pattern.compile("latency average = ([0-9.]+)");

    /** What it measured. */
    public record Outcome(long count, double perSecond, double averageMillis) {}

    /** Runs a statement again and again, prepared once, by that many clients. */
    public static Outcome run(Postgres postgres, String statement, int clients, Duration time)
            throws IOException, InterruptedException {
        Path script = Files.writeString(Files.createTempFile("berth-bench", ".sql"), statement);
        try {
            ProcessBuilder command = new ProcessBuilder(
                    TOOL.program(),
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

    /** A constant for a script: pgbench would take what follows a colon for a variable, even within quotes. */
    public static String literal(String value) {
        return "U&'" + value.replace("\\", "\\\\").replace("'", "''").replace(":", "\\003a") + "'";
    }

    private static Outcome outcome(String output) throws IOException {
        return new Outcome((long) number(COUNT, output), number(TPS, output), number(LATENCY, output));
    }

    private static double number(Pattern pattern, String output) throws IOException {
        Matcher matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new IOException("pgbench said: " + output);
        }
        return Double.parseDouble(matcher.group(1));
    }

    private Pgbench() {}
}
