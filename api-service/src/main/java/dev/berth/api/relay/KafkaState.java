package dev.berth.api.relay;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.berth.events.EventJson;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The topics of the log, and where they end. */
record KafkaState(Map<String, Topic> topics) {

    /**
     * @param id given by Kafka; another one when the topic was deleted and made again
     * @param ends of each partition: the offset that the next record gets
     */
    record Topic(String id, List<Long> ends) {

        private boolean contains(Topic earlier) {
            return id.equals(earlier.id)
                    && ends.size() == earlier.ends.size()
                    && IntStream.range(0, ends.size()).allMatch(i -> ends.get(i) >= earlier.ends.get(i));
        }
    }

    KafkaState {
        topics = Map.copyOf(topics);
    }

    /** Whether the topic is the same as in the earlier state, and has all that it had then. */
    boolean contains(KafkaState earlier, String topic) {
        Topic before = earlier.topics.get(topic);
        Topic now = topics.get(topic);
        return before != null && now != null && now.contains(before);
    }

    /** Where the partition ended in the earlier state, and 0 when it is no longer the same topic. */
    long knownEnd(KafkaState earlier, String topic, int partition) {
        Topic before = earlier.topics.get(topic);
        return before != null && contains(earlier, topic) ? before.ends.get(partition) : 0;
    }

    boolean containsAll(KafkaState earlier) {
        return earlier.topics.keySet().stream().allMatch(topic -> contains(earlier, topic));
    }

    String json() {
        try {
            return EventJson.MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static KafkaState parse(String json) {
        try {
            return EventJson.MAPPER.readValue(json, KafkaState.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
