package dev.berth.api.dialect.scaleway.v1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.api.command.Outcome;
import dev.berth.api.container.Container;
import dev.berth.api.dialect.PublicAddress;
import dev.berth.api.dialect.scaleway.Durations;
import dev.berth.api.dialect.scaleway.Timestamps;
import dev.berth.api.views.ContainerView;
import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.spec.ContainerSpec;
import dev.berth.events.spec.ContainerSpec.Privacy;
import dev.berth.events.spec.Port;
import dev.berth.events.spec.Port.Protocol;
import dev.berth.events.spec.Probe;
import dev.berth.events.spec.Scaling;
import java.time.Instant;
import java.util.Optional;

/**
 * A container as this API shows it.
 *
 * @param endpoint the address at which the gateway serves it
 */
record ContainerAnswer(
        ContainerId id,
        NamespaceId namespace,
        String name,
        String endpoint,
        ContainerSpec spec,
        Condition condition,
        Instant createdAt,
        Instant updatedAt) {

    static ContainerAnswer of(ContainerView view, PublicAddress address) {
        return new ContainerAnswer(
                view.id(),
                view.namespace(),
                view.name(),
                address.of(view.host()),
                view.spec(),
                Condition.of(view.status()),
                view.createdAt(),
                view.updatedAt());
    }

    /** A container right after a change. */
    static ContainerAnswer of(Outcome<? extends Container.Existing> outcome, PublicAddress address) {
        Container.Facts facts = outcome.state().facts();
        Container.Identity identity = facts.identity();
        return new ContainerAnswer(
                identity.id(),
                identity.namespace(),
                identity.name(),
                address.of(identity.host()),
                facts.spec(),
                Condition.of(outcome.state()),
                outcome.createdAt(),
                outcome.changedAt());
    }

    /** The fields in the order in which the real service sends them. */
    ObjectNode json(String region) {
        Optional<Port> port = ContainerSpecs.main(spec.ports());
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id.toString());
        json.put("name", name);
        json.put("namespace_id", namespace.toString());
        json.put("description", spec.description());
        json.put("status", condition.status());
        condition.errorMessage().ifPresent(message -> json.put("error_message", message));
        json.put("created_at", Timestamps.format(createdAt));
        json.put("updated_at", Timestamps.format(updatedAt));
        json.put("min_scale", spec.scaling().min());
        json.put("max_scale", spec.scaling().max());
        json.put("memory_limit_bytes", spec.memoryBytes());
        json.put("mvcpu_limit", spec.cpuMillis());
        json.put("timeout", Durations.format(spec.timeout()));
        json.put("privacy", word(spec.privacy()));
        json.put("image", spec.image());
        json.put("protocol", port.map(Port::protocol).map(ContainerAnswer::word).orElse("unknown_protocol"));
        json.put("port", ContainerSpecs.mainPort(spec.ports()));
        json.put("https_connections_only", spec.httpsOnly());
        json.put("sandbox", spec.sandbox().orElse("v2"));
        json.put("local_storage_limit_bytes", spec.ephemeralStorageBytes());
        json.set("scaling_option", json(spec.scaling().target()));
        json.set("tags", Json.array(spec.tags()));
        Optional.ofNullable(spec.attributes().get(ContainerSpecs.PRIVATE_NETWORK))
                .ifPresent(network -> json.put("private_network_id", network));
        json.set("command", Json.array(spec.command()));
        json.set("args", Json.array(spec.args()));
        json.set("environment_variables", Json.object(spec.environment()));
        json.put("public_endpoint", endpoint);
        json.set("liveness_probe", json(spec.probes().liveness()));
        json.set("startup_probe", json(spec.probes().startup()));
        json.set("secret_environment_variables", Json.hashes(spec.secretEnvironment()));
        json.put("region", region);
        return json;
    }

    private static String word(Privacy privacy) {
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

    private static ObjectNode json(Scaling.Target target) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        return switch (target) {
            case Scaling.Concurrency(int requests) -> json.put("concurrent_requests_threshold", requests);
            case Scaling.Cpu(int percent) -> json.put("cpu_usage_threshold", percent);
            case Scaling.Memory(int percent) -> json.put("memory_usage_threshold", percent);
        };
    }

    private static JsonNode json(Optional<Probe> probe) {
        return probe.<JsonNode>map(ContainerAnswer::json).orElse(JsonNodeFactory.instance.nullNode());
    }

    private static ObjectNode json(Probe probe) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("failure_threshold", probe.failureThreshold());
        json.put("interval", Durations.format(probe.interval()));
        json.put("timeout", Durations.format(probe.timeout()));
        switch (probe.check()) {
            case Probe.Http(int _, String path) -> json.putObject("http").put("path", path);
            case Probe.Tcp _, Probe.Grpc _, Probe.Exec _ -> json.putObject("tcp"); // no word for the last two
        }
        return json;
    }
}
