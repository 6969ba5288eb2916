package dev.berth.gateway.feed;

import dev.berth.events.CloudEventCodec;
import dev.berth.events.Event;
import dev.berth.events.EventTypes.UnknownEventType;
import dev.berth.events.Recorded;
import dev.berth.events.StreamId;
import java.util.Map;
import java.util.Optional;

/**
 * An event as it was read, from Kafka or from the log.
 *
 * @param event empty when a newer version of Berth wrote it; it still has its place in the stream
 */
record Told(StreamId stream, long version, String type, Optional<Recorded<Event>> event) {

    static Told of(Map<String, String> headers, String value) {
        StreamId stream = StreamId.parse(headers.getOrDefault(CloudEventCodec.SUBJECT, ""));
        long version = Long.parseLong(headers.getOrDefault(CloudEventCodec.SEQUENCE, ""));
        String type = headers.getOrDefault(CloudEventCodec.TYPE, "");
        return new Told(stream, version, type, event(headers, value));
    }

    private static Optional<Recorded<Event>> event(Map<String, String> headers, String value) {
        try {
            return Optional.of(CloudEventCodec.decode(headers, value));
        } catch (UnknownEventType _) {
            return Optional.empty();
        }
    }
}
