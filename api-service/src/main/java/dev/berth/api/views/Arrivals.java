package dev.berth.api.views;

import dev.berth.api.store.LogEntry;
import dev.berth.api.views.Arrival.Known;
import dev.berth.api.views.Arrival.Unknown;
import dev.berth.api.views.Arrival.Unreadable;
import dev.berth.events.CloudEventCodec;
import dev.berth.events.EventTypes.UnknownEventType;
import dev.berth.events.StreamId;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;

/** Reads what Kafka brings, and what the log holds. */
final class Arrivals {

    private static final Logger LOG = Logger.getLogger(Arrivals.class);

    static Arrival of(LogEntry entry) {
        return read(entry.stream(), entry.version(), entry.headers(), entry.body());
    }

    /** Empty for what cannot even be told to be an event; should it have been one, the next of its stream tells. */
    static Optional<Arrival> of(ConsumerRecord<String, String> kafka) {
        Map<String, String> headers = headers(kafka);
        try {
            StreamId stream = StreamId.parse(String.valueOf(headers.get(CloudEventCodec.SUBJECT)));
            long version = Long.parseLong(String.valueOf(headers.get(CloudEventCodec.SEQUENCE)));
            return Optional.of(read(stream, version, headers, String.valueOf(kafka.value())));
        } catch (IllegalArgumentException notAnEvent) {
            LOG.errorf(
                    "skipping %s-%d@%d, which is no event: %s",
                    kafka.topic(), kafka.partition(), kafka.offset(), notAnEvent.getMessage());
            return Optional.empty();
        }
    }

    private static Arrival read(StreamId stream, long version, Map<String, String> headers, String value) {
        try {
            return new Known(CloudEventCodec.decode(headers, value));
        } catch (UnknownEventType _) {
            return new Unknown(stream, version, String.valueOf(headers.get(CloudEventCodec.TYPE)));
        } catch (IllegalArgumentException | UncheckedIOException unreadable) {
            return new Unreadable(stream, version, String.valueOf(unreadable.getMessage()));
        }
    }

    private static Map<String, String> headers(ConsumerRecord<?, ?> kafka) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : kafka.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return headers;
    }

    private Arrivals() {}
}
