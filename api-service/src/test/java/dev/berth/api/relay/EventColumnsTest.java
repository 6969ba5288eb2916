package dev.berth.api.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.berth.api.relay.Change.Insert;
import dev.berth.api.relay.Change.Relation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventColumnsTest {

    private static final List<String> COLUMNS = List.of(
            "position",
            "event_id",
            "stream_kind",
            "stream_id",
            "version",
            "organization_id",
            "project_id",
            "time",
            "type",
            "actor",
            "correlation",
            "causation",
            "traceparent",
            "body");

    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("position", "12"),
            Map.entry("event_id", "e"),
            Map.entry("stream_kind", "container"),
            Map.entry("stream_id", "s"),
            Map.entry("version", "3"),
            Map.entry("organization_id", "o"),
            Map.entry("project_id", "p"),
            Map.entry("time", "2026-03-01 12:00:00.123456+00"),
            Map.entry("type", "t"),
            Map.entry("actor", "a"),
            Map.entry("correlation", "c"),
            Map.entry("causation", "d"),
            Map.entry("traceparent", "w"),
            Map.entry("body", "{}"));

    private static final LogRow ROW = new LogRow(
            12,
            "e",
            "container",
            "s",
            3,
            "o",
            "p",
            Instant.parse("2026-03-01T12:00:00.123456Z"),
            "t",
            "a",
            "c",
            "d",
            "w",
            "{}");

    @Test
    void a_row_is_read_by_the_names_of_its_columns() {
        assertThat(row(COLUMNS, VALUES)).isEqualTo(ROW);
    }

    @Test
    void columns_may_stand_in_any_order_among_others() {
        List<String> others = new ArrayList<>(COLUMNS);
        Collections.reverse(others);
        others.add(4, "added_later");

        assertThat(row(others, VALUES)).isEqualTo(ROW);
    }

    @Test
    void what_may_be_absent_may_be_null() {
        Map<String, String> some = new HashMap<>(VALUES);
        some.keySet().removeAll(List.of("project_id", "causation", "traceparent"));

        LogRow row = row(COLUMNS, some);

        assertThat(row.project()).isNull();
        assertThat(row.causation()).isNull();
        assertThat(row.traceparent()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01 12:00:00+00, 2026-03-01T12:00:00Z",
        "2026-03-01 12:00:00.5+02, 2026-03-01T10:00:00.5Z",
        "2026-03-01 12:00:00.000001+05:30, 2026-03-01T06:30:00.000001Z",
        "2026-03-01 12:00:00-03, 2026-03-01T15:00:00Z",
    })
    void a_time_is_read_in_whatever_zone_it_is_told(String told, Instant time) {
        Map<String, String> values = new HashMap<>(VALUES);
        values.put("time", told);

        assertThat(row(COLUMNS, values).time()).isEqualTo(time);
    }

    @Test
    void a_publication_that_leaves_out_a_column_is_refused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new EventColumns(new Relation(1, "event", COLUMNS.subList(0, 13))))
                .withMessageContaining("without body");
    }

    private static LogRow row(List<String> columns, Map<String, String> values) {
        List<@Nullable String> told = new ArrayList<>();
        columns.forEach(column -> told.add(values.get(column)));
        return new EventColumns(new Relation(1, "event", columns)).row(new Insert(1, told));
    }
}
