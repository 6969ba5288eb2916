package dev.berth.api.dialect.scaleway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.events.spec.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values as JSON; an empty collection is never null. */
public final class Json {

    public static ArrayNode array(List<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(texts.size());
        texts.forEach(array::add);
        return array;
    }

    public static ObjectNode object(Map<String, String> texts) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        texts.forEach(object::put);
        return object;
    }

    /** A text, or null. */
    public static JsonNode nullable(Optional<String> text) {
        return text.<JsonNode>map(JsonNodeFactory.instance::textNode).orElseGet(JsonNodeFactory.instance::nullNode);
    }

    /** Of a secret, clients see the hash, which they compare with the value that they have. */
    public static ObjectNode hashes(Map<String, Secret> secrets) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        secrets.forEach((name, secret) -> object.put(name, secret.hash()));
        return object;
    }

    private Json() {}
}
