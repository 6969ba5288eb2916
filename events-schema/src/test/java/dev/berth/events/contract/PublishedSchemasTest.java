package dev.berth.events.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublishedSchemasTest {

    static Stream<String> published() {
        return Schemas.published().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("published")
    void a_schema_changes_only_by_adding(String name) {
        JsonNode now = schema(name);
        Optional<JsonNode> before = Contract.read(Contract.schema(name));
        List<String> breaks = before.map(old -> Compatibility.breaks(old, now)).orElse(List.of());
        assertThat(breaks).as(() -> cure(name, breaks)).isEmpty();
        refreshOrCompare(Contract.schema(name), now);
    }

    @Test
    void the_topics_are_described() {
        refreshOrCompare(Contract.PUBLISHED.resolve("asyncapi.json"), AsyncApi.document());
    }

    @Test
    void nothing_published_is_ever_withdrawn() {
        assertThat(Contract.names(Contract.PUBLISHED.resolve("schema")))
                .as("a published schema has no record any more; a type that is in somebody's log must stay readable, so"
                        + " give the record back under its old name")
                .allSatisfy(name -> assertThat(Schemas.published()).containsKey(name));
    }

    private static String cure(String name, List<String> breaks) {
        return """
                %s has changed in a way that breaks what is already written, or who already reads it:
                  %s
                Facts are for ever. Give the old form back; say the new thing in a new Optional field, or in a new event
                type (dev.berth.<kind>.<what-happened>.v1), and leave the old type readable.""".formatted(name, String.join("\n  ", breaks));
    }

    private static JsonNode schema(String name) {
        return Schemas.of(name, Schemas.published().getOrDefault(name, Void.class));
    }

    private static void refreshOrCompare(Path file, JsonNode now) {
        if (Contract.REFRESH) {
            Contract.write(file, now);
        }
        assertThat(Contract.read(file))
                .as(
                        "%s is not what the records say now; if the change is meant, refresh it and commit it:%n  %s",
                        file, Contract.COMMAND)
                .contains(now);
    }
}
