package dev.berth.standalone.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.UnaryOperator;

/** Answers, as a table for people or as JSON for machines. */
final class Output {

    private final PrintWriter out;
    private final boolean json;

    Output(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    void list(List<JsonNode> items, List<String> columns) {
        list(items, UnaryOperator.identity(), columns);
    }

    /** A table shows the items as lines, JSON as they are. */
    void list(List<JsonNode> items, UnaryOperator<List<JsonNode>> lines, List<String> columns) {
        if (json) {
            print(Api.JSON.createArrayNode().addAll(items));
        } else {
            Table.lines(columns, lines.apply(items)).forEach(out::println);
        }
    }

    void one(JsonNode item, List<String> columns) {
        if (json) {
            print(item);
        } else {
            Table.lines(columns, List.of(item)).forEach(out::println);
        }
    }

    /** A word to a person; a machine has no use for it. */
    void say(String words) {
        if (!json) {
            out.println(words);
        }
    }

    private void print(JsonNode node) {
        try {
            out.println(Api.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node));
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("what was read as JSON can be written as JSON", failure);
        }
    }
}
