package dev.berth.standalone.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Members of JSON objects in columns, each as wide as its widest value. */
final class Table {

    private static final String GAP = "  ";
    private static final String NOTHING = "-";

    static List<String> lines(List<String> columns, List<JsonNode> items) {
        List<String> heads = columns.stream()
                .map(column -> column.toUpperCase(Locale.ROOT).replace('_', ' '))
                .toList();
        List<List<String>> rows = Stream.concat(
                        Stream.of(heads),
                        items.stream()
                                .map(item -> columns.stream()
                                        .map(column -> cell(item.path(column)))
                                        .toList()))
                .toList();
        int[] widths = IntStream.range(0, columns.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> row.get(column)
                        + " ".repeat(widths[column] - row.get(column).length()))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    /** Control characters would paint on the terminal. */
    private static String cell(JsonNode value) {
        String text = value.asText("").replaceAll("\\p{Cntrl}", "?");
        return text.isEmpty() ? NOTHING : text;
    }

    private Table() {}
}
