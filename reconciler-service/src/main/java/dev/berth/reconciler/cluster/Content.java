package dev.berth.reconciler.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What Berth says of an object, in short: the same for a manifest, and for what the cluster made of it, as long as nobody has
 * changed anything that the manifest says. So what stands can be compared without the cluster being asked, and without
 * being kept.
 *
 * <p>Of what the cluster tells, those fields count that its book gives to Berth: what others said, or the cluster filled in, is
 * not in the manifest either. Where the cluster writes a value in another way, so that the two differ, the manifest is
 * merely applied once more.
 */
final class Content {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Fields of quantities, which the cluster writes in its own way. */
    private static final Set<String> AMOUNTS = Set.of("limits", "requests", "hard");

    private static final String AMOUNT = "sizeLimit";

    /** Of a manifest. */
    static UUID of(HasMetadata manifest) {
        ObjectNode said = tree(manifest);
        said.remove(List.of("apiVersion", "kind", "status"));
        ((ObjectNode) said.path("metadata")).remove(List.of("name", "namespace"));
        return hash(said);
    }

    /**
     * Of an object that the cluster told, with the book of its fields: what is the same with or without a number of pods that
     * Berth changed by itself, as a manifest says none where others find it.
     */
    static Set<UUID> standing(HasMetadata object) {
        JsonNode said = part(tree(object), Ownership.book(object)).orElseGet(JsonNodeFactory.instance::objectNode);
        UUID whole = hash(said);
        return said.path("spec") instanceof ObjectNode spec && spec.remove("replicas") != null
                ? Set.of(whole, hash(said))
                : Set.of(whole);
    }

    private static ObjectNode tree(HasMetadata object) {
        try {
            return (ObjectNode) JSON.readTree(Serialization.asJson(object));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Fabric8 has written what is no JSON", e);
        }
    }

    /** These fields of a value; all of it where none is named; nothing where it has none of them. */
    private static Optional<JsonNode> part(JsonNode value, Map<?, ?> fields) {
        if (value.isMissingNode() || fields.isEmpty()) {
            return value.isMissingNode() ? Optional.empty() : Optional.of(value);
        }
        return value.isArray() ? elements((ArrayNode) value, fields) : members(value, fields);
    }

    private static Optional<JsonNode> members(JsonNode value, Map<?, ?> fields) {
        ObjectNode part = JsonNodeFactory.instance.objectNode();
        fields.forEach((name, below) -> {
            if (String.valueOf(name).startsWith(Ownership.FIELD) && below instanceof Map<?, ?> map) {
                String field = String.valueOf(name).substring(Ownership.FIELD.length());
                part(value.path(field), map).ifPresent(found -> part.set(field, found));
            }
        });
        return Optional.of(part);
    }

    private static Optional<JsonNode> elements(ArrayNode value, Map<?, ?> fields) {
        ArrayNode part = JsonNodeFactory.instance.arrayNode();
        for (JsonNode element : value) {
            fields.forEach((name, below) -> {
                if (below instanceof Map<?, ?> map && isMeant(element, String.valueOf(name))) {
                    part(element, map).ifPresent(part::add);
                }
            });
        }
        return Optional.of(part);
    }

    /** Elements are named by some of their fields, or, where they have none, by their value. */
    private static boolean isMeant(JsonNode element, String name) {
        try {
            if (name.startsWith(Ownership.KEY)) {
                return JSON.readTree(name.substring(Ownership.KEY.length())).properties().stream()
                        .allMatch(key -> key.getValue().equals(element.path(key.getKey())));
            }
            return name.startsWith(Ownership.VALUE)
                    && JSON.readTree(name.substring(Ownership.VALUE.length())).equals(element);
        } catch (JsonProcessingException _) {
            return false; // then the two differ, and the manifest is applied
        }
    }

    private static UUID hash(JsonNode said) {
        return UUID.nameUUIDFromBytes(ordered(said).toString().getBytes(StandardCharsets.UTF_8));
    }

    /** With members in the order of their names, and quantities as numbers. */
    private static JsonNode ordered(JsonNode value) {
        return switch (value) {
            case ObjectNode object -> {
                ObjectNode ordered = JsonNodeFactory.instance.objectNode();
                object.properties().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .forEach(member ->
                                ordered.set(member.getKey(), member(member.getKey(), ordered(member.getValue()))));
                yield ordered;
            }
            case ArrayNode array -> {
                ArrayNode ordered = JsonNodeFactory.instance.arrayNode();
                array.forEach(element -> ordered.add(ordered(element)));
                yield ordered;
            }
            default -> value;
        };
    }

    private static JsonNode member(String name, JsonNode value) {
        if (AMOUNTS.contains(name) && value instanceof ObjectNode amounts) {
            amounts.properties().forEach(amount -> amount.setValue(number(amount.getValue())));
        }
        return AMOUNT.equals(name) ? number(value) : value;
    }

    private static JsonNode number(JsonNode amount) {
        try {
            return JsonNodeFactory.instance.textNode(Quantity.getAmountInBytes(new Quantity(amount.asText()))
                    .stripTrailingZeros()
                    .toPlainString());
        } catch (IllegalArgumentException _) {
            return amount;
        }
    }

    private Content() {}
}
