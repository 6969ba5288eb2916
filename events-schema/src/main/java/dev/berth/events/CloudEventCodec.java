package dev.berth.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Events as CloudEvents 1.0 in Kafka's binary mode: attributes in headers called {@code ce_<name>}, the event itself as
 * JSON in the value. Header names and meanings are those of the Kafka protocol binding for CloudEvents, 1.0.2.
 */
public final class CloudEventCodec {

    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String SOURCE = "ce_source";
    public static final String SUBJECT = "ce_subject";
    public static final String TIME = "ce_time";
    public static final String SEQUENCE = "ce_sequence";
    public static final String ACTOR = "ce_actor";
    public static final String CORRELATION = "ce_correlationid";
    public static final String CAUSATION = "ce_causationid";
    public static final String TRACEPARENT = "ce_traceparent";
    /** The same under the name that tracing libraries look for. */
    public static final String W3C_TRACEPARENT = "traceparent";

    public static final String ORGANIZATION = "ce_organization";

    private static final String PROJECTS = "/projects/";
    private static final String ORGANIZATIONS = "/organizations/";

    /** An encoded event: the key, headers and value of a Kafka record, without Kafka's types. */
    public record Encoded(String topic, String key, Map<String, String> headers, String value) {}

    public static Encoded encode(Recorded<?> recorded) {
        Event event = recorded.event();
        StreamId stream = recorded.stream();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put(ID, recorded.eventId().toString());
        headers.put(TYPE, EventTypes.of(event));
        headers.put(
                SOURCE,
                recorded.project().map(project -> PROJECTS + project).orElse(ORGANIZATIONS + recorded.organization()));
        headers.put(SUBJECT, stream.toString());
        headers.put(TIME, recorded.time().toString());
        headers.put(SEQUENCE, Long.toString(recorded.version()));
        headers.put(ORGANIZATION, recorded.organization().toString());
        Provenance provenance = recorded.provenance();
        headers.put(ACTOR, provenance.actor());
        headers.put(CORRELATION, provenance.correlation());
        provenance.causation().ifPresent(causation -> headers.put(CAUSATION, causation));
        provenance.traceparent().ifPresent(parent -> {
            headers.put(TRACEPARENT, parent);
            headers.put(W3C_TRACEPARENT, parent);
        });
        headers.put("content-type", "application/json");
        return new Encoded(Topics.events(stream.kind()), stream.toString(), headers, json(event));
    }

    /**
     * Reads an event back.
     *
     * @throws IllegalArgumentException when a header is missing or wrong, or the type is unknown
     * @throws UncheckedIOException when the value is no JSON of that type
     */
    public static Recorded<Event> decode(Map<String, String> headers, String value) {
        String source = required(headers, SOURCE);
        Optional<ProjectId> project = source.startsWith(PROJECTS)
                ? Optional.of(ProjectId.of(source.substring(PROJECTS.length())))
                : Optional.empty();
        Provenance provenance = new Provenance(
                required(headers, ACTOR),
                required(headers, CORRELATION),
                Optional.ofNullable(headers.get(CAUSATION)),
                Optional.ofNullable(headers.get(TRACEPARENT)));
        return new Recorded<>(
                UUID.fromString(required(headers, ID)),
                Long.parseLong(required(headers, SEQUENCE)),
                Instant.parse(required(headers, TIME)),
                OrganizationId.of(required(headers, ORGANIZATION)),
                project,
                provenance,
                event(required(headers, TYPE), value));
    }

    /** The JSON of an event alone, as it stands in the log and in Kafka's value. */
    public static String json(Event event) {
        try {
            return EventJson.MAPPER.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write " + EventTypes.of(event), e);
        }
    }

    /** The event of a type from its JSON. */
    public static Event event(String type, String json) {
        try {
            return EventJson.MAPPER.readValue(json, EventTypes.classOf(type));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot read " + type, e);
        }
    }

    private static String required(Map<String, String> headers, String name) {
        String value = headers.get(name);
        if (value == null) {
            throw new IllegalArgumentException("a CloudEvent without " + name);
        }
        return value;
    }

    private CloudEventCodec() {}
}
