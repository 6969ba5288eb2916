package dev.berth.api.dialect.scaleway.containers;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.events.spec.ContainerSpec.Privacy;
import dev.berth.events.spec.Port;
import dev.berth.events.spec.Port.Protocol;
import dev.berth.events.spec.Probe;
import dev.berth.events.spec.Scaling;
import java.util.List;

/** Writes what both versions of the API call alike of a container. */
public final class ContainerWords {

    /** Who may call it. */
    public static String privacy(Privacy privacy) {
        return switch (privacy) {
            case PUBLIC -> "public";
            case PRIVATE -> "private";
        };
    }

    private static String word(Protocol protocol) {
        return switch (protocol) {
            case HTTP1 -> "http1";
            case H2C, GRPC -> "h2c"; // gRPC is spoken over HTTP/2
            case TCP, UDP -> "unknown_protocol";
        };
    }

    /** What it is scaled by. */
    public static ObjectNode scalingOption(Scaling scaling) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        return switch (scaling.target()) {
            case Scaling.Concurrency(int requests) -> json.put("concurrent_requests_threshold", requests);
            case Scaling.Cpu(int percent) -> json.put("cpu_usage_threshold", percent);
            case Scaling.Memory(int percent) -> json.put("memory_usage_threshold", percent);
        };
    }

    /** What it speaks at its main port. */
    public static String protocol(List<Port> ports) {
        return ContainerSpecs.main(ports)
                .map(Port::protocol)
                .map(ContainerWords::word)
                .orElse("unknown_protocol");
    }

    /** What a probe asks. */
    public static void putCheck(ObjectNode json, Probe.Check check) {
        switch (check) {
            case Probe.Http(int _, String path) -> json.putObject("http").put("path", path);
            case Probe.Tcp _, Probe.Grpc _, Probe.Exec _ -> json.putObject("tcp"); // no word for the last two
        }
    }

    private ContainerWords() {}
}
