package dev.berth.api.dialect.scaleway.v1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.api.dialect.PublicAddress;
import dev.berth.api.dialect.scaleway.Durations;
import dev.berth.api.dialect.scaleway.Json;
import dev.berth.api.dialect.scaleway.Timestamps;
import dev.berth.api.dialect.scaleway.containers.ContainerShown;
import dev.berth.api.dialect.scaleway.containers.ContainerSpecs;
import dev.berth.api.dialect.scaleway.containers.ContainerWords;
import dev.berth.events.Kind;
import dev.berth.events.spec.ContainerSpec;
import dev.berth.events.spec.Probe;
import java.util.Optional;

/** A container as this API shows it. */
final class ContainerAnswer {

    /** The fields in the order in which the real service sends them. */
    static ObjectNode json(ContainerShown container, PublicAddress address, String region) {
        ContainerSpec spec = container.spec();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", container.id().toString());
        json.put("name", container.name());
        json.put("namespace_id", container.namespace().toString());
        json.put("description", spec.description());
        json.put("status", Status.word(container.condition()));
        Status.errorMessage(container.condition()).ifPresent(message -> json.put("error_message", message));
        json.put("created_at", Timestamps.format(container.createdAt()));
        json.put("updated_at", Timestamps.format(container.updatedAt()));
        json.put("min_scale", spec.scaling().min());
        json.put("max_scale", spec.scaling().max());
        json.put("memory_limit_bytes", spec.memoryBytes());
        json.put("mvcpu_limit", spec.cpuMillis());
        json.put("timeout", Durations.format(spec.timeout()));
        json.put("privacy", ContainerWords.privacy(spec.privacy()));
        json.put("image", spec.image());
        json.put("protocol", ContainerWords.protocol(spec.ports()));
        json.put("port", ContainerSpecs.mainPort(spec.ports()));
        json.put("https_connections_only", spec.httpsOnly());
        json.put("sandbox", spec.sandbox().orElse("v2"));
        json.put("local_storage_limit_bytes", spec.ephemeralStorageBytes());
        json.set("scaling_option", ContainerWords.scalingOption(spec.scaling()));
        json.set("tags", Json.array(spec.tags()));
        ContainerSpecs.privateNetwork(spec).ifPresent(network -> json.put("private_network_id", network));
        json.set("command", Json.array(spec.command()));
        json.set("args", Json.array(spec.args()));
        json.set("environment_variables", Json.object(spec.environment()));
        json.put("public_endpoint", spec.httpsOnly() ? address.secure(container.host()) : address.of(container.host()));
        json.put("default_public_endpoint_enabled", spec.publicPort().isPresent());
        json.putNull("private_endpoint");
        json.set("liveness_probe", json(spec.probes().liveness()));
        json.set("startup_probe", json(spec.probes().startup()));
        json.set("secret_environment_variables", Json.hashes(spec.secretEnvironment()));
        json.put("region", region);
        json.put("srn", Srn.of(address.baseDomain(), region, Kind.CONTAINER, container.id()));
        return json;
    }

    private static JsonNode json(Optional<Probe> probe) {
        return probe.<JsonNode>map(ContainerAnswer::json).orElse(JsonNodeFactory.instance.nullNode());
    }

    private static ObjectNode json(Probe probe) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("failure_threshold", probe.failureThreshold());
        json.put("interval", Durations.format(probe.interval()));
        json.put("timeout", Durations.format(probe.timeout()));
        ContainerWords.putCheck(json, probe.check());
        return json;
    }

    private ContainerAnswer() {}
}
