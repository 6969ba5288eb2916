package dev.berth.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Results for people, as a Markdown table, and for programs, as JSON. */
final class Report {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final List<String> TITLES =
            List.of("figure", "value", "peer", "its value", "ratio", "bar", "met", "note");

    static String json(List<Result> results) {
        try {
            return JSON.writeValueAsString(results) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String table(List<Result> results) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(TITLES);
        results.forEach(result -> rows.add(row(result)));
        int[] widths = IntStream.range(0, TITLES.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        StringBuilder table = new StringBuilder();
        line(table, TITLES, widths);
        line(table, IntStream.of(widths).mapToObj("-"::repeat).toList(), widths);
        rows.stream().skip(1).forEach(row -> line(table, row, widths));
        return table.toString();
    }

    /** One line each, for whoever watches. */
    static String lines(List<Result> results) {
        return results.stream()
                .map(result -> "  " + String.join(" | ", row(result)) + "\n")
                .collect(Collectors.joining());
    }

    private static List<String> row(Result result) {
        return List.of(
                result.figure(),
                Result.plain(result.value()) + " " + result.unit(),
                result.peer() == null ? "" : result.peer(),
                number(result.peerValue()),
                number(result.ratio()),
                result.bar(),
                result.met() ? "yes" : "NO",
                result.note().replaceAll("\\s+", " ").strip());
    }

    private static String number(@Nullable Double number) {
        return number == null ? "" : Result.plain(number);
    }

    private static void line(StringBuilder table, List<String> cells, int[] widths) {
        for (int column = 0; column < cells.size(); column++) {
            table.append("| ")
                    .append(("%-" + Math.max(1, widths[column]) + "s").formatted(cells.get(column)))
                    .append(' ');
        }
        table.append("|\n");
    }

    private Report() {}
}
