package dev.berth.api.relay;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.berth.events.EventJson;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/** The topics of the log, and where they end. */
record KafkaState(Map<String, Topic> topics) {

    /**
     * @param id given by Kafka; another one when the topic was deleted and made again
     * @param ends of each partition: the offset that the next record gets
     */
    record Topic(String id, List<Long> ends) {

        private Topic withEnds(String name, ToLongFunction<TopicPartition> computed) {
            return new Topic(
                    id,
                    IntStream.range(0, ends.size())
                            .mapToObj(partition -> computed.applyAsLong(new TopicPartition(name, partition)))
                            .toList());
        }

        private boolean contains(Topic earlier) {
            return id.equals(earlier.id)
                    && ends.size() == earlier.ends.size()
                    && IntStream.range(0, ends.size()).allMatch(i -> ends.get(i) >= earlier.ends.get(i));
        }
    }

    static final KafkaState NONE = new KafkaState(Map.of());

    KafkaState {
        topics = Map.copyOf(topics);
    }

    /** Whether the topic is the same as in the earlier state, and has all that it had then. */
    boolean contains(KafkaState earlier, String topic) {
        Topic before = earlier.topics.get(topic);
        Topic now = topics.get(topic);
        return before != null && now != null && now.contains(before);
    }

    /** Where the partition ends; 0 when there is none such. */
    long end(String topic, int partition) {
        Topic known = topics.get(topic);
        return known != null && partition < known.ends.size() ? known.ends.get(partition) : 0;
    }

    /** The same topics with ends that are computed anew. */
    KafkaState withEnds(ToLongFunction<TopicPartition> ends) {
        return new KafkaState(topics.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, topic -> topic.getValue().withEnds(topic.getKey(), ends))));
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
