package dev.berth.events.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.events.EventJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether everything written under an old schema can be read under a new one, and the other way round: fields may be
 * added if they may also be absent; nothing else may change.
 */
final class Compatibility {

    private static final List<String> FIXED = List.of("type", "format", "pattern", "const");

    private final JsonNode before;
    private final JsonNode after;
    private final List<String> breaks = new ArrayList<>();

    private Compatibility(JsonNode before, JsonNode after) {
        this.before = before;
        this.after = after;
    }

    /** What breaks, each in words; empty when the change is additive. */
    static List<String> breaks(JsonNode before, JsonNode after) {
        Compatibility compatibility = new Compatibility(before, after);
        compatibility.compare("", before, after);
        return List.copyOf(compatibility.breaks);
    }

    private void compare(String path, JsonNode oldReference, JsonNode newReference) {
        JsonNode oldNode = resolve(before, oldReference);
        JsonNode newNode = resolve(after, newReference);
        FIXED.stream()
                .filter(keyword -> !oldNode.path(keyword).equals(newNode.path(keyword)))
                .forEach(keyword -> breaks.add("%s changed its %s from %s to %s"
                        .formatted(name(path), keyword, oldNode.path(keyword), newNode.path(keyword))));
        compareEnums(path, oldNode, newNode);
        compareProperties(path, oldNode, newNode);
        compareAlternatives(path, oldNode, newNode);
        for (String nested : List.of("items", "additionalProperties")) {
            if (oldNode.path(nested).isObject() && newNode.path(nested).isObject()) {
                compare(path + "[]", oldNode.get(nested), newNode.get(nested));
            }
        }
    }

    private void compareProperties(String path, JsonNode oldNode, JsonNode newNode) {
        Set<String> oldRequired = texts(oldNode.path("required"));
        Set<String> newRequired = texts(newNode.path("required"));
        oldNode.path("properties").properties().forEach(old -> {
            String field = path + "." + old.getKey();
            JsonNode now = newNode.path("properties").path(old.getKey());
            if (now.isMissingNode()) {
                breaks.add(name(field) + " is gone; was it removed or renamed?");
                return;
            }
            if (oldRequired.contains(old.getKey()) != newRequired.contains(old.getKey())) {
                breaks.add(
                        name(field) + (newRequired.contains(old.getKey()) ? " became required" : " became optional"));
            }
            compare(field, old.getValue(), now);
        });
        newRequired.stream()
                .filter(added -> !oldNode.path("properties").has(added))
                .forEach(added -> breaks.add(name(path + "." + added) + " is new and required"));
    }

    private void compareEnums(String path, JsonNode oldNode, JsonNode newNode) {
        Set<String> values = texts(newNode.path("enum"));
        texts(oldNode.path("enum")).stream()
                .filter(value -> !values.contains(value))
                .forEach(value -> breaks.add(name(path) + " may no longer be " + value));
    }

    /** Alternatives are told apart by the name in their {@code type}. */
    private void compareAlternatives(String path, JsonNode oldNode, JsonNode newNode) {
        Map<String, JsonNode> alternatives = alternatives(after, newNode);
        alternatives(before, oldNode).forEach((type, old) -> {
            JsonNode now = alternatives.get(type);
            if (now == null) {
                breaks.add(name(path) + " may no longer be of type " + type);
            } else {
                compare(path + "<" + type + ">", old, now);
            }
        });
    }

    private static Map<String, JsonNode> alternatives(JsonNode root, JsonNode node) {
        Map<String, JsonNode> byType = new LinkedHashMap<>();
        node.path("anyOf").forEach(reference -> {
            JsonNode alternative = resolve(root, reference);
            if (alternative.has("anyOf")) { // what may be absent is "null or ..." around the real alternatives
                byType.putAll(alternatives(root, alternative));
            } else {
                byType.put(discriminator(alternative), alternative);
            }
        });
        return byType;
    }

    private static String discriminator(JsonNode alternative) {
        return alternative
                .path("properties")
                .path("type")
                .path("const")
                .asText(alternative.path("type").asText());
    }

    /** The node with what it refers to; a reference may have keywords beside it. */
    private static JsonNode resolve(JsonNode root, JsonNode node) {
        String reference = node.path("$ref").asText();
        if (reference.isEmpty()) {
            return node;
        }
        ObjectNode merged = resolve(root, root.at(reference.substring(1))).deepCopy();
        merged.withObjectProperty("properties").setAll(objectOrEmpty(node.path("properties")));
        node.path("required").forEach(merged.withArrayProperty("required")::add);
        return merged;
    }

    private static ObjectNode objectOrEmpty(JsonNode node) {
        return node instanceof ObjectNode object ? object : EventJson.MAPPER.createObjectNode();
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new HashSet<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static String name(String path) {
        return path.isEmpty() ? "the value" : path.substring(path.startsWith(".") ? 1 : 0);
    }
}
