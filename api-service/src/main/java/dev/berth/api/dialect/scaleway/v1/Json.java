package dev.berth.api.dialect.scaleway.v1;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.events.spec.Secret;
import java.util.List;
import java.util.Map;

/** Collections as JSON; an empty one is never null. */
final class Json {

    static ArrayNode array(List<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(texts.size());
        texts.forEach(array::add);
        return array;
    }

    static ObjectNode object(Map<String, String> texts) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        texts.forEach(object::put);
        return object;
    }

    /** Of a secret, clients see the hash, which they compare with the value that they have. */
    static ObjectNode hashes(Map<String, Secret> secrets) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        secrets.forEach((name, secret) -> object.put(name, secret.hash()));
        return object;
    }

    private Json() {}
}
