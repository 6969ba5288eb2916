package dev.berth.api.dialect.scaleway.v1;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.api.dialect.PublicAddress;
import dev.berth.api.dialect.scaleway.Json;
import dev.berth.api.dialect.scaleway.Timestamps;
import dev.berth.api.dialect.scaleway.containers.NamespaceShown;
import dev.berth.events.Kind;
import dev.berth.events.spec.NamespaceSpec;

/** A namespace as this API shows it. */
final class NamespaceAnswer {

    /** The fields in the order in which the real service sends them. */
    static ObjectNode json(NamespaceShown namespace, PublicAddress address, String region) {
        NamespaceSpec spec = namespace.spec();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", namespace.id().toString());
        json.put("name", namespace.name());
        json.put("organization_id", namespace.organization().toString());
        json.put("project_id", namespace.project().toString());
        json.put("description", spec.description());
        json.put("status", Status.word(namespace.condition()));
        json.set("environment_variables", Json.object(spec.environment()));
        json.set("secret_environment_variables", Json.hashes(spec.secretEnvironment()));
        json.set("tags", Json.array(spec.tags()));
        json.put("created_at", Timestamps.format(namespace.createdAt()));
        json.put("updated_at", Timestamps.format(namespace.updatedAt()));
        json.put("region", region);
        json.put("srn", Srn.of(address.baseDomain(), region, Kind.NAMESPACE, namespace.id()));
        return json;
    }

    private NamespaceAnswer() {}
}
