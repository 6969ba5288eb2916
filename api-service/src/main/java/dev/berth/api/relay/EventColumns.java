package dev.berth.api.relay;

import static java.util.Objects.requireNonNull;

import dev.berth.api.relay.Change.Insert;
import dev.berth.api.relay.Change.Relation;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import org.jspecify.annotations.Nullable;

/** Where the columns of table {@code event} stand in the rows that are told, whatever their order in the table. */
final class EventColumns {

    private static final String TABLE = "event";

    /** As PostgreSQL writes a point in time with date style ISO: its offset has minutes only if there are some. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(' ')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendOffset("+HH:mm:ss", "+00")
            .toFormatter();

    private final Relation relation;
    private final int position;
    private final int eventId;
    private final int kind;
    private final int stream;
    private final int version;
    private final int organization;
    private final int project;
    private final int time;
    private final int type;
    private final int actor;
    private final int correlation;
    private final int causation;
    private final int traceparent;
    private final int body;

    EventColumns(Relation relation) {
        this.relation = relation;
        position = column("position");
        eventId = column("event_id");
        kind = column("stream_kind");
        stream = column("stream_id");
        version = column("version");
        organization = column("organization_id");
        project = column("project_id");
        time = column("time");
        type = column("type");
        actor = column("actor");
        correlation = column("correlation");
        causation = column("causation");
        traceparent = column("traceparent");
        body = column("body");
    }

    static boolean describes(Relation relation) {
        return relation.table().equals(TABLE);
    }

    private int column(String name) {
        int column = relation.columns().indexOf(name);
        if (column < 0) {
            throw new IllegalStateException("the publication passes on " + relation.columns() + " of table " + TABLE
                    + ", without " + name + ": drop it, and it is made anew");
        }
        return column;
    }

    LogRow row(Insert insert) {
        return new LogRow(
                Long.parseLong(value(insert, position)),
                value(insert, eventId),
                value(insert, kind),
                value(insert, stream),
                Long.parseLong(value(insert, version)),
                value(insert, organization),
                insert.values().get(project),
                TIME.parse(value(insert, time), OffsetDateTime::from).toInstant(),
                value(insert, type),
                value(insert, actor),
                value(insert, correlation),
                insert.values().get(causation),
                insert.values().get(traceparent),
                value(insert, body));
    }

    private String value(Insert insert, int column) {
        @Nullable String value = insert.values().get(column);
        return requireNonNull(value, () -> relation.columns().get(column) + " is null");
    }
}
