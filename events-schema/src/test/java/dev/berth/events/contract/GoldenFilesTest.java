package dev.berth.events.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.events.EventJson;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files as they were once written. Those called {@code <type>.json} must be what {@link Examples} has; beside them
 * {@code <type>@<why>.json} keeps an older form, which must stay readable. No file is ever edited.
 */
class GoldenFilesTest {

    static Stream<String> published() {
        return Schemas.published().keySet().stream();
    }

    static Stream<String> files() {
        return Contract.names(Contract.GOLDEN).stream();
    }

    @ParameterizedTest
    @MethodSource("published")
    void everything_published_has_a_golden_file(String name) {
        Object example = Examples.all().get(name);
        assertThat(example).as("%s has no example; add one to Examples", name).isNotNull();
        var file = Contract.GOLDEN.resolve(name + ".json");
        if (Contract.REFRESH && Contract.read(file).isEmpty()) {
            Contract.write(file, EventJson.MAPPER.valueToTree(example));
        }
        assertThat(file)
                .as("write the golden file of %s and commit it:%n  %s", name, Contract.COMMAND)
                .exists();
    }

    @ParameterizedTest
    @MethodSource("files")
    void what_was_written_once_is_read_and_written_back_for_ever(String file) throws JsonProcessingException {
        Class<?> type = Schemas.published().getOrDefault(typeOf(file), Void.class);
        JsonNode golden = Contract.read(Contract.GOLDEN.resolve(file + ".json")).orElseThrow();

        Object read = EventJson.MAPPER.treeToValue(golden, type);

        assertThat(EventJson.MAPPER.readTree(EventJson.MAPPER.writeValueAsString(read)))
                .as("%s.json is not written back as it stands: the record has lost or changed a field", file)
                .isEqualTo(golden);
    }

    @ParameterizedTest
    @MethodSource("published")
    void the_golden_file_is_the_example(String name) throws JsonProcessingException {
        JsonNode golden = Contract.read(Contract.GOLDEN.resolve(name + ".json")).orElseThrow();

        assertThat(EventJson.MAPPER.treeToValue(golden, Schemas.published().get(name)))
                .as("an example stays as it is; show a new field in %s@<field>.json", name)
                .isEqualTo(Examples.all().get(name));
    }

    @Test
    void no_golden_file_is_left_over() {
        assertThat(files().map(GoldenFilesTest::typeOf))
                .as("a golden file has no record any more; give it back under its old type")
                .allSatisfy(type -> assertThat(Schemas.published()).containsKey(type));
    }

    private static String typeOf(String file) {
        return file.split("@", 2)[0];
    }
}
