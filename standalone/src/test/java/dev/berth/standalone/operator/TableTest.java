package dev.berth.standalone.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    private static JsonNode item(String json) throws Exception {
        return Api.JSON.readTree(json);
    }

    @Test
    void columns_are_as_wide_as_their_widest_value() throws Exception {
        List<JsonNode> items = List.of(item("{\"id\":\"a\",\"name\":\"a long name\"}"), item("{\"name\":\"b\"}"));
        assertThat(Table.lines(List.of("name", "id", "created_at"), items))
                .containsExactly(
                        "NAME         ID  CREATED AT", //
                        "a long name  a   -",
                        "b            -   -");
    }

    @Test
    void what_somebody_has_named_so_does_not_paint_on_the_terminal() throws Exception {
        assertThat(Table.lines(List.of("name"), List.of(item("{\"name\":\"\\u001b[31mred\\n\"}"))))
                .containsExactly("NAME", "?[31mred?");
    }
}
