package dev.berth.events.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.util.List;

/**
 * A question asked of an instance again and again.
 *
 * @param failureThreshold how many failures in a row count as one
 */
public record Probe(Check check, Duration interval, Duration timeout, int failureThreshold) {

    public Probe {
        if (!interval.isPositive() || !timeout.isPositive() || failureThreshold < 1) {
            throw new IllegalArgumentException("a probe's interval, timeout and threshold are positive");
        }
    }

    /** The question. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Http.class, name = "http"),
        @JsonSubTypes.Type(value = Tcp.class, name = "tcp"),
        @JsonSubTypes.Type(value = Grpc.class, name = "grpc"),
        @JsonSubTypes.Type(value = Exec.class, name = "exec")
    })
    public sealed interface Check {}

    /** Does a GET of the path answer with a status from 200 to 399? */
    public record Http(int port, String path) implements Check {}

    /** Does it accept a connection? */
    public record Tcp(int port) implements Check {}

    /** Does the standard health service of gRPC say SERVING? */
    public record Grpc(int port, String service) implements Check {}

    /** Does the command exit with 0 inside the instance? */
    public record Exec(List<String> command) implements Check {
        public Exec {
            command = List.copyOf(command);
        }
    }
}
