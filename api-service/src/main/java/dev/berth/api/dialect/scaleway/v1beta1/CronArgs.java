package dev.berth.api.dialect.scaleway.v1beta1;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.api.dialect.Fields;
import dev.berth.api.dialect.JsonInput;
import dev.berth.api.dialect.scaleway.triggers.TriggerFields;
import dev.berth.api.refusal.Refusal.Problem;
import dev.berth.api.refusal.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a cron sends: an object for this version's clients, a text for all others. */
final class CronArgs {

    /** The text of the object in a request. */
    static Optional<String> text(Fields fields) {
        Optional<String> text = fields.json("args").map(ObjectNode::toString);
        if (text.isPresent() && text.get().length() > TriggerFields.LONGEST_BODY) {
            fields.refuse(
                    "args",
                    Problem.CONSTRAINT,
                    "must be at most " + TriggerFields.LONGEST_BODY + " characters of JSON");
        }
        return text;
    }

    /** The object of a text; a text that is none, which only another version can set, is shown as an empty one. */
    static ObjectNode object(String body) {
        try {
            return JsonInput.object(body.getBytes(StandardCharsets.UTF_8));
        } catch (Refused _) {
            return JsonNodeFactory.instance.objectNode();
        }
    }

    private CronArgs() {}
}
