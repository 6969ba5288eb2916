package dev.berth.gateway.ingress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON of an Ingress, as Knative's own parts write it: byte by byte, as versions are named by it. */
final class IngressJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    static {
        JSON.getFactory().setCharacterEscapes(new AsGo());
    }

    static IngressSpec read(Object json) {
        return JSON.convertValue(json, IngressSpec.class);
    }

    /** Names a version of an Ingress: the SHA-256 of its JSON, and of its name. */
    static String hash(IngressSpec spec, Ingress.Name name) {
        try {
            byte[] named =
                    (JSON.writeValueAsString(spec) + name.namespace() + name.name()).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(named));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a record is JSON", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK knows SHA-256", e);
        }
    }

    /** What HTML minds is escaped too. */
    private static final class AsGo extends CharacterEscapes {

        private static final long serialVersionUID = 1L;
        private static final Map<Integer, SerializedString> ESCAPES = Map.of(
                (int) '<',
                new SerializedString("\\u003c"),
                (int) '>',
                new SerializedString("\\u003e"),
                (int) '&',
                new SerializedString("\\u0026"),
                0x2028,
                new SerializedString("\\u2028"),
                0x2029,
                new SerializedString("\\u2029"));

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = CharacterEscapes.standardAsciiEscapesForJSON();
            ESCAPES.keySet().stream()
                    .filter(character -> character < codes.length)
                    .forEach(character -> codes[character] = ESCAPE_CUSTOM);
            return codes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return ESCAPES.get(character);
        }
    }

    private IngressJson() {}
}
