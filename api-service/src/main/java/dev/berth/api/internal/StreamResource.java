package dev.berth.api.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.berth.api.store.EventLog;
import dev.berth.api.store.LogEntry;
import dev.berth.events.EventJson;
import dev.berth.events.StreamId;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The histories of resources, for consumers that miss a part of one. */
@Internal
@Path("/berth/internal/v1/streams")
public class StreamResource {

    private static final int MOST = 1000;

    private final EventLog log;

    StreamResource(EventLog log) {
        this.log = log;
    }

    /** The events after a version, oldest first; none when there are no more. */
    @GET
    @Path("/{kind}/{id}/events")
    public Uni<Response> events(
            @PathParam("kind") String kind,
            @PathParam("id") String id,
            @QueryParam("after") @DefaultValue("0") long after,
            @QueryParam("limit") @DefaultValue("500") int limit) {
        StreamId stream;
        try {
            stream = StreamId.parse(kind + "/" + id);
        } catch (IllegalArgumentException none) {
            return Uni.createFrom().item(JsonAnswer.problem(404, String.valueOf(none.getMessage())));
        }
        return log.read(stream, after, Math.clamp(limit, 1, MOST)).map(entries -> JsonAnswer.text(200, json(entries)));
    }

    /** Each event as it stands in the log, so that a reader may know types that this version does not. */
    private static String json(List<LogEntry> entries) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = EventJson.MAPPER.createGenerator(text)) {
            json.writeStartObject();
            json.writeArrayFieldStart("events");
            for (LogEntry entry : entries) {
                write(json, entry);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, LogEntry entry) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("headers");
        for (Map.Entry<String, String> header : entry.headers().entrySet()) {
            json.writeStringField(header.getKey(), header.getValue());
        }
        json.writeEndObject();
        json.writeFieldName("event");
        json.writeRawValue(entry.body());
        json.writeEndObject();
    }
}
