package dev.berth.api.dialect.scaleway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.events.Kind;
import java.util.List;

/**
 * One page of a list.
 *
 * @param total how many there are on all pages together
 */
public record Listed(List<? extends JsonNode> items, long total) {

    /** A list of nothing. */
    public static final Listed NOTHING = new Listed(List.of(), 0);

    /** It as clients expect it, under the name of what it lists. */
    public JsonNode json(Kind kind) {
        return json(ErrorAnswer.plural(kind));
    }

    JsonNode json(String plural) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putArray(plural).addAll(items);
        return json.put("total_count", total);
    }
}
