package dev.berth.api.dialect.scaleway.v1beta1;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.berth.events.spec.Secret;
import java.util.Map;

/** Secret variables as this version shows them: of each, clients compare the hash with the value that they have. */
final class Secrets {

    static ArrayNode json(Map<String, Secret> secrets) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        secrets.forEach((name, secret) -> array.addObject().put("key", name).put("hashed_value", secret.hash()));
        return array;
    }

    private Secrets() {}
}
