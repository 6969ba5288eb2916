package dev.berth.api.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.events.CloudEventCodec;
import dev.berth.events.CloudEventCodec.Encoded;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;

/** All that stands in the topics of the log, by stream, repeats left out. */
final class KafkaLog {

    private final Map<String, List<Encoded>> streams = new HashMap<>();
    private long repeats;

    static KafkaLog read(String bootstrapServers) {
        KafkaLog log = new KafkaLog();
        Map<String, Object> config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.listTopics().forEach((topic, infos) -> {
                if (KafkaTopics.LOG.contains(topic)) {
                    for (PartitionInfo info : infos) {
                        partitions.add(new TopicPartition(topic, info.partition()));
                    }
                }
            });
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.seekToBeginning(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(log::take);
            }
        }
        return log;
    }

    private void take(ConsumerRecord<String, String> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        List<Encoded> stream = streams.computeIfAbsent(record.key(), _ -> new ArrayList<>());
        long version = Long.parseLong(headers.get(CloudEventCodec.SEQUENCE));
        if (version <= stream.size()) {
            repeats++;
            return;
        }
        assertThat(version).as("next version of %s in Kafka", record.key()).isEqualTo(stream.size() + 1L);
        stream.add(new Encoded(record.topic(), record.key(), headers, record.value()));
    }

    long repeats() {
        return repeats;
    }

    List<Encoded> stream(String key) {
        return streams.getOrDefault(key, List.of());
    }

    long events() {
        return streams.values().stream().mapToLong(List::size).sum();
    }
}
