package dev.berth.api.store;

import dev.berth.events.CloudEventCodec;
import dev.berth.events.Event;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import dev.berth.events.Provenance;
import dev.berth.events.Recorded;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Rows of table {@code event} as what they record. */
final class EventRows {

    static final String COLUMNS = "event_id, version, time, organization_id, project_id, actor, correlation, causation,"
            + " traceparent, type, body";

    static List<Recorded<Event>> all(RowSet<Row> rows) {
        List<Recorded<Event>> events = new ArrayList<>(rows.size());
        for (Row row : rows) {
            events.add(one(row));
        }
        return events;
    }

    static Recorded<Event> one(Row row) {
        Optional<UUID> project = Optional.ofNullable(row.getUUID("project_id"));
        return new Recorded<>(
                row.getUUID("event_id"),
                row.getLong("version"),
                row.getOffsetDateTime("time").toInstant(),
                new OrganizationId(row.getUUID("organization_id")),
                project.map(ProjectId::new),
                provenance(row),
                CloudEventCodec.event(row.getString("type"), row.getString("body")));
    }

    private static Provenance provenance(Row row) {
        return new Provenance(
                row.getString("actor"),
                row.getString("correlation"),
                Optional.ofNullable(row.getString("causation")),
                Optional.ofNullable(row.getString("traceparent")));
    }

    private EventRows() {}
}
