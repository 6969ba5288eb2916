package dev.berth.api.relay;

import dev.berth.api.store.Cursor;
import dev.berth.events.CloudEventCodec;
import dev.berth.events.CloudEventCodec.Encoded;
import dev.berth.events.Kind;
import dev.berth.events.Topics;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of table {@code event} on its way to Kafka. The body is not read: it goes as it is. */
record LogRow(
        long position,
        String eventId,
        String kind,
        String stream,
        long version,
        String organization,
        @Nullable String project,
        Instant time,
        String type,
        String actor,
        String correlation,
        @Nullable String causation,
        @Nullable String traceparent,
        String body) {

    /** A row and its place in the log. */
    record Placed(Cursor cursor, LogRow row) {}

    String topic() {
        return Topics.events(Kind.of(kind));
    }

    String key() {
        return kind + "/" + stream;
    }

    /** The same as {@link CloudEventCodec#encode} of the event, without making one. */
    Encoded encode() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put(CloudEventCodec.ID, eventId);
        headers.put(CloudEventCodec.TYPE, type);
        headers.put(
                CloudEventCodec.SOURCE, project == null ? "/organizations/" + organization : "/projects/" + project);
        headers.put(CloudEventCodec.SUBJECT, key());
        headers.put(CloudEventCodec.TIME, time.toString());
        headers.put(CloudEventCodec.SEQUENCE, Long.toString(version));
        headers.put(CloudEventCodec.ORGANIZATION, organization);
        headers.put(CloudEventCodec.ACTOR, actor);
        headers.put(CloudEventCodec.CORRELATION, correlation);
        if (causation != null) {
            headers.put(CloudEventCodec.CAUSATION, causation);
        }
        if (traceparent != null) {
            headers.put(CloudEventCodec.TRACEPARENT, traceparent);
            headers.put(CloudEventCodec.W3C_TRACEPARENT, traceparent);
        }
        headers.put("content-type", "application/json");
        return new Encoded(topic(), key(), headers, body);
    }
}
