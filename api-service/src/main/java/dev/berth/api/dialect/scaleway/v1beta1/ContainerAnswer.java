package dev.berth.api.dialect.scaleway.v1beta1;

import static dev.berth.api.dialect.scaleway.containers.ContainerFields.MEGABYTE;

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
import dev.berth.events.spec.ContainerSpec;
import dev.berth.events.spec.Probe;
import java.util.Optional;

/** A container as this version shows it: with every field, null where it is not set. */
final class ContainerAnswer {

    /** The fields in the order in which the real service sends them. */
    static ObjectNode json(ContainerShown container, PublicAddress address, String region) {
        ContainerSpec spec = container.spec();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", container.id().toString());
        json.put("name", container.name());
        json.put("namespace_id", container.namespace().toString());
        json.put("status", Status.word(container.condition()));
        json.set("environment_variables", Json.object(spec.environment()));
        json.put("min_scale", spec.scaling().min());
        json.put("max_scale", spec.scaling().max());
        json.put("memory_limit", spec.memoryBytes() / MEGABYTE);
        json.put("cpu_limit", spec.cpuMillis());
        json.put("timeout", Durations.format(spec.timeout()));
        json.set("error_message", Json.nullable(Status.errorMessage(container.condition())));
        json.put("privacy", ContainerWords.privacy(spec.privacy()));
        json.put("description", spec.description());
        json.put("registry_image", spec.image());
        json.put("max_concurrency", ContainerSpecs.concurrency(spec));
        json.put("domain_name", address.host(container.host()));
        json.put("protocol", ContainerWords.protocol(spec.ports()));
        json.put("port", ContainerSpecs.mainPort(spec.ports()));
        json.set("secret_environment_variables", Secrets.json(spec.secretEnvironment()));
        json.put("http_option", spec.httpsOnly() ? "redirected" : "enabled");
        json.put("sandbox", spec.sandbox().orElse("v2"));
        json.put("local_storage_limit", spec.ephemeralStorageBytes() / MEGABYTE);
        json.set("scaling_option", ContainerWords.scalingOption(spec.scaling()));
        json.put("created_at", Timestamps.format(container.createdAt()));
        json.put("updated_at", Timestamps.format(container.updatedAt()));
        json.set("ready_at", Json.nullable(container.readyAt().map(Timestamps::format)));
        json.set("health_check", healthCheck(spec.probes().liveness()));
        json.set("tags", Json.array(spec.tags()));
        json.set("private_network_id", Json.nullable(ContainerSpecs.privateNetwork(spec)));
        json.set("command", Json.array(spec.command()));
        json.set("args", Json.array(spec.args()));
        json.put("region", region);
        return json;
    }

    private static JsonNode healthCheck(Optional<Probe> probe) {
        return probe.<JsonNode>map(ContainerAnswer::healthCheck).orElse(JsonNodeFactory.instance.nullNode());
    }

    private static ObjectNode healthCheck(Probe probe) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("failure_threshold", probe.failureThreshold());
        json.put("interval", Durations.format(probe.interval()));
        ContainerWords.putCheck(json, probe.check());
        return json;
    }

    private ContainerAnswer() {}
}
