package dev.berth.reconciler.container;

import dev.berth.events.spec.Failure;
import dev.berth.events.spec.Failure.Reason;
import dev.berth.events.spec.Probe;
import dev.berth.reconciler.container.Change.Exit;
import dev.berth.reconciler.container.Change.Lifeless;
import dev.berth.reconciler.container.Change.Silence;
import dev.berth.reconciler.engine.Instance.Ended;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says what happened to an instance so that its owner can act on it. */
final class Words {

    private static final int LONGEST_LINE = 200;
    private static final int LONGEST = 1_000;
    private static final String REDACTED = "***";
    /** What an engine's init writes when there is no such program in the image. */
    private static final Pattern INIT_FAILED = Pattern.compile("^\\[FATAL tini \\(\\d+\\)] exec (\\S+) failed: (.+)$");

    private static final long MEGABYTE = 1_000_000;
    private static final long MEBIBYTE = 1 << 20;

    /**
     * @param lines the last that it wrote, with no secret in them
     */
    static Failure of(Change.Death death, Target target, Rules rules, List<String> lines) {
        return switch (death) {
            case Exit exit -> exited(exit.how(), target, lines);
            case Silence silence -> silent(silence, target, rules, lines);
            case Change.Stuck stuck ->
                new Failure(stuck.trouble().reason(), bounded(stuck.trouble().message()));
            case Lifeless lifeless ->
                new Failure(
                        Reason.PROBE_FAILED,
                        bounded("was restarted because its liveness probe failed: " + lifeless.finding()
                                + excerpt(lines)));
        };
    }

    /** The lines without the values of secrets, which a program may well print when it falls. */
    static List<String> redacted(List<String> lines, Collection<String> secrets) {
        List<String> longestFirst = secrets.stream()
                .filter(secret -> !secret.isBlank())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        return lines.stream().map(line -> redacted(line, longestFirst)).toList();
    }

    private static String redacted(String line, List<String> secrets) {
        String result = line;
        for (String secret : secrets) {
            for (String part : secret.split("\\R", -1)) {
                result = part.isBlank() ? result : result.replace(part, REDACTED);
            }
        }
        return result;
    }

    private static Failure exited(Ended how, Target target, List<String> lines) {
        return switch (how.cause()) {
            case OUT_OF_MEMORY ->
                new Failure(
                        Reason.OUT_OF_MEMORY,
                        bounded("killed for using more than %s of memory; give it more memory, or make it use less%s"
                                .formatted(size(target.spec().memoryBytes()), excerpt(lines))));
            case OUT_OF_STORAGE ->
                new Failure(
                        Reason.OUT_OF_STORAGE,
                        bounded("killed for keeping more than %s on its local disk; give it more local storage, or"
                                        .formatted(size(target.spec().ephemeralStorageBytes()))
                                + " make it keep less" + excerpt(lines)));
            case OWN -> ended(how, lines);
        };
    }

    private static Failure ended(Ended how, List<String> lines) {
        Optional<Matcher> notExecutable =
                lines.stream().map(INIT_FAILED::matcher).filter(Matcher::find).findFirst();
        if (notExecutable.isPresent()) {
            return new Failure(
                    Reason.IMAGE_UNUSABLE,
                    bounded("cannot run \"%s\" in the image: %s; check the command and the image"
                            .formatted(
                                    notExecutable.get().group(1),
                                    notExecutable.get().group(2))));
        }
        return new Failure(
                Reason.EXITED, bounded("%s after %s%s".formatted(ending(how), time(how.ran()), excerpt(lines))));
    }

    /** Shells and engines tell a signal by 128 and its number. */
    private static String ending(Ended how) {
        return how.exitCode() > 128 && how.exitCode() < 160
                ? "was killed by signal " + (how.exitCode() - 128)
                : "exited with code " + how.exitCode();
    }

    private static Failure silent(Silence silence, Target target, Rules rules, List<String> lines) {
        String within = " within " + time(rules.startup(target.spec()));
        String question = target.spec()
                .probes()
                .startup()
                .or(() -> target.spec().probes().readiness())
                .map(probe -> question(probe.check()))
                .orElseGet(() -> target.port()
                        .map(port -> "did not listen on port " + port.number())
                        .orElse("did not start"));
        boolean listened = silence.finding().isEmpty() || question.startsWith("did not listen");
        String finding = listened ? "" : " (" + silence.finding() + ")";
        Reason reason = question.startsWith("did not listen") ? Reason.NOT_LISTENING : Reason.PROBE_FAILED;
        return new Failure(reason, bounded(question + within + finding + excerpt(lines)));
    }

    private static String question(Probe.Check check) {
        return switch (check) {
            case Probe.Tcp tcp -> "did not listen on port " + tcp.port();
            case Probe.Http http -> "did not answer GET %s on port %d well".formatted(http.path(), http.port());
            case Probe.Grpc grpc -> "did not say SERVING to a gRPC health check on port " + grpc.port();
            case Probe.Exec exec -> "its startup command did not exit with 0: " + String.join(" ", exec.command());
        };
    }

    private static String excerpt(List<String> lines) {
        if (lines.isEmpty()) {
            return "; it wrote nothing";
        }
        return "; last log lines: "
                + lines.stream()
                        .map(line -> line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "..." : line)
                        .collect(Collectors.joining("\n"));
    }

    private static String bounded(String text) {
        String clean = text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "");
        return clean.length() > LONGEST ? clean.substring(0, LONGEST) + "..." : clean;
    }

    private static String size(long bytes) {
        if (bytes % MEBIBYTE == 0) {
            return bytes / MEBIBYTE + " MiB";
        }
        return Math.round((double) bytes / MEGABYTE) + " MB";
    }

    private static String time(Duration duration) {
        return duration.compareTo(Duration.ofSeconds(10)) < 0
                ? String.format(Locale.ROOT, "%.1f s", Math.max(0, duration.toMillis()) / 1000.0)
                : duration.toSeconds() + " s";
    }

    private Words() {}
}
