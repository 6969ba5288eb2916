package dev.berth.api.dialect.scaleway.containers;

import static dev.berth.api.refusal.Refusal.Problem.CONSTRAINT;
import static dev.berth.api.refusal.Refusal.Problem.FORMAT;
import static dev.berth.api.refusal.Refusal.Problem.REQUIRED;

import dev.berth.api.dialect.Fields;
import dev.berth.api.dialect.scaleway.Words;
import dev.berth.events.spec.Probe;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** A probe as a client sends it; what it leaves out is filled up from another probe. */
public record ProbePatch(
        Optional<Integer> failureThreshold,
        Optional<Duration> interval,
        Optional<Duration> timeout,
        Optional<Ask> ask) {

    /** What is asked of the container's port. */
    public sealed interface Ask {}

    /** A connection. */
    public record Tcp() implements Ask {}

    /** A good answer to a GET of the path. */
    public record Http(String path) implements Ask {}

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(1);
    static final int LEAST_FAILURES = 3;
    static final int MOST_FAILURES = 50;
    static final int LONGEST_PATH = 100;
    /** A path goes into a request line, so nothing that would end or split it may be in it. */
    static final Pattern PATH = Pattern.compile("/[!-~]*");

    /** The members that are there, each within its bounds. */
    public static ProbePatch read(Fields fields) {
        return new ProbePatch(
                fields.count("failure_threshold", LEAST_FAILURES, MOST_FAILURES),
                Words.duration(fields, "interval", SHORTEST, LONGEST),
                Words.duration(fields, "timeout", SHORTEST, LONGEST),
                ask(fields));
    }

    private static Optional<Ask> ask(Fields fields) {
        Optional<Ask> tcp = fields.object("tcp").map(_ -> new Tcp());
        Optional<Ask> http = fields.object("http").map(object -> new Http(path(object)));
        if (tcp.isPresent() && http.isPresent()) {
            fields.refuse("http", CONSTRAINT, "a probe is either tcp or http");
        }
        return http.or(() -> tcp);
    }

    private static String path(Fields http) {
        Optional<String> path = http.text("path", LONGEST_PATH);
        if (!http.has("path")) {
            http.refuse("path", REQUIRED, "is required");
        } else if (path.isPresent() && !PATH.matcher(path.get()).matches()) {
            http.refuse("path", FORMAT, "must begin with / and hold neither spaces nor control characters");
        }
        return path.orElse("/");
    }

    /** This probe with its usual members in place of those that are left out, except for the timeout. */
    public ProbePatch whole() {
        return new ProbePatch(
                failureThreshold.or(() -> Optional.of(ContainerDefaults.PROBE_FAILURES)),
                interval.or(() -> Optional.of(ContainerDefaults.PROBE_INTERVAL)),
                timeout,
                ask.or(() -> Optional.of(new Tcp())));
    }

    /** This probe with the usual timeout, if none is given. */
    public ProbePatch withTimeout() {
        return new ProbePatch(
                failureThreshold, interval, timeout.or(() -> Optional.of(ContainerDefaults.PROBE_TIMEOUT)), ask);
    }

    /** This probe of a port, completed from another one. */
    Probe over(Probe base, int port) {
        return new Probe(
                ask.map(asked -> check(asked, port)).orElse(base.check()),
                interval.orElse(base.interval()),
                timeout.orElse(base.timeout()),
                failureThreshold.orElse(base.failureThreshold()));
    }

    private static Probe.Check check(Ask ask, int port) {
        return switch (ask) {
            case Tcp _ -> new Probe.Tcp(port);
            case Http(String path) -> new Probe.Http(port, path);
        };
    }
}
