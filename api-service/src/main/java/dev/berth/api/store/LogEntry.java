package dev.berth.api.store;

import dev.berth.events.StreamId;
import java.util.Map;

/**
 * An event as it stands in the log, unread: it may be of a type that only a newer version knows.
 *
 * @param headers the CloudEvents attributes, named as in Kafka
 * @param body the event as JSON
 */
public record LogEntry(StreamId stream, long version, Map<String, String> headers, String body) {

    public LogEntry {
        headers = Map.copyOf(headers);
    }
}
