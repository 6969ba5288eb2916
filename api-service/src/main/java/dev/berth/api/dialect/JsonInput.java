package dev.berth.api.dialect;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.api.refusal.Refusal.Invalid;
import dev.berth.api.refusal.Refusal.Problem;
import dev.berth.api.refusal.Refusal.Violation;
import dev.berth.api.refusal.Refused;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads the JSON objects that clients send, and is as strict as RFC 8259 allows: valid UTF-8, no key twice, nothing
 * after the end. Its mapper is its own, so that no other part's leniency reaches it.
 */
public final class JsonInput {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** The object in a request's body; an empty body counts as an empty object. Throws {@link Refused}. */
    public static ObjectNode object(byte[] body) {
        String text = text(body);
        if (text.isBlank()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (parsed(text) instanceof ObjectNode object) {
            return object;
        }
        throw refused("must be a JSON object");
    }

    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException _) {
            throw refused("must be valid UTF-8");
        }
    }

    private static JsonNode parsed(String text) {
        try {
            return STRICT.readTree(text);
        } catch (JsonProcessingException e) {
            // the parser's own message may quote the body, and with it a secret
            JsonLocation location = e.getLocation();
            throw refused(
                    location == null
                            ? "must be valid JSON"
                            : "must be valid JSON without repeated keys; see line " + location.getLineNr() + ", column "
                                    + location.getColumnNr());
        }
    }

    private static Refused refused(String help) {
        return new Refused(new Invalid(List.of(new Violation("body", Problem.FORMAT, help))));
    }

    private JsonInput() {}
}
