package dev.berth.api.dialect.scaleway;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.api.dialect.Fields;
import dev.berth.api.refusal.Refused;
import dev.berth.api.secrets.Plaintext;
import dev.berth.events.spec.Secret;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * A case out of a file: what is sent to create and perhaps to change a resource, and the fields of the answer, or of the
 * refusal, that the case is about. A field that must not be there is expected to be {@code "absent"}.
 */
public record Example(JsonNode json) {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** A test of each file in a folder. */
    public static List<DynamicTest> tests(String folder, Function<Example, JsonNode> answer) {
        try (Stream<Path> files =
                Files.list(Path.of(Objects.requireNonNull(Example.class.getResource("/dialect/scaleway/" + folder))
                        .toURI()))) {
            return files.sorted().map(file -> test(file, answer)).toList();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("cannot read the cases of " + folder, e);
        }
    }

    private static DynamicTest test(Path file, Function<Example, JsonNode> answer) {
        return DynamicTest.dynamicTest(
                file.getFileName().toString(), () -> new Example(MAPPER.readTree(file.toFile())).check(answer));
    }

    /** What is sent to create it, over what every such request has. */
    public Fields create(Map<String, String> usual) {
        ObjectNode body = MAPPER.createObjectNode();
        usual.forEach(body::put);
        return Fields.of(body.<ObjectNode>setAll((ObjectNode) json.get("create")));
    }

    /** What is sent to change it. */
    public Optional<Fields> patch() {
        return Optional.ofNullable((ObjectNode) json.get("patch")).map(Fields::of);
    }

    /** Sealing as it is done in the examples. */
    public static Map<String, Secret> sealed(Map<String, Plaintext> secrets) {
        return secrets.entrySet().stream().collect(toMap(Map.Entry::getKey, entry -> {
            String value = entry.getValue().value();
            return new Secret("sealed", "$argon2id$" + value);
        }));
    }

    private void check(Function<Example, JsonNode> answer) throws IOException {
        if (json.has("refused")) {
            assertThatExceptionOfType(Refused.class)
                    .isThrownBy(() -> answer.apply(this))
                    .satisfies(refused -> assertThat(faults(refused)).isEqualTo(json.get("refused")));
        } else {
            checkFields(MAPPER.readTree(MAPPER.writeValueAsBytes(answer.apply(this))));
        }
    }

    private static JsonNode faults(Refused refused) {
        JsonNode details = ErrorAnswer.of(refused.refusal()).body().get("details");
        details.forEach(detail -> ((ObjectNode) detail).remove("help_message"));
        return details;
    }

    private void checkFields(JsonNode answer) {
        json.get("answer").properties().forEach(field -> {
            JsonNode expected = field.getValue().asText().equals("absent") ? null : field.getValue();
            assertThat(answer.get(field.getKey())).as(field.getKey()).isEqualTo(expected);
        });
    }
}
