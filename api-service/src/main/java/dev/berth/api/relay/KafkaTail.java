package dev.berth.api.relay;

import dev.berth.events.CloudEventCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Which events Kafka has between a checkpoint and its ends: a run of versions for each stream. */
final class KafkaTail {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration STALL = Duration.ofSeconds(30);

    private final Map<String, Run> runs = new HashMap<>();

    /** Versions without a hole; what comes after a hole does not count. */
    private record Run(long first, long last) {

        Run and(long version) {
            return version == last + 1 ? new Run(first, version) : this;
        }

        boolean contains(long version) {
            return version >= first && version <= last;
        }
    }

    static KafkaTail read(String bootstrapServers, Checkpoint from, KafkaState to) {
        KafkaTail tail = new KafkaTail();
        Map<TopicPartition, Long> starts = new HashMap<>();
        Map<TopicPartition, Long> ends = new HashMap<>();
        to.topics().forEach((name, topic) -> {
            for (int partition = 0; partition < topic.ends().size(); partition++) {
                long start = from.tailOf(name, partition, to);
                if (start < topic.ends().get(partition)) {
                    starts.put(new TopicPartition(name, partition), start);
                    ends.put(new TopicPartition(name, partition), topic.ends().get(partition));
                }
            }
        });
        if (!starts.isEmpty()) {
            tail.read(bootstrapServers, starts, ends);
        }
        return tail;
    }

    private void read(String bootstrapServers, Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends) {
        Map<String, Object> config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.CLIENT_ID_CONFIG,
                "berth-relay-tail",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.RECEIVE_BUFFER_CONFIG, // the system's choice, as kafka.receive.buffer.bytes is
                -1);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.copyOf(starts.keySet()));
            starts.forEach(consumer::seek);
            long lastProgress = System.nanoTime();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                var records = consumer.poll(POLL);
                records.forEach(this::take);
                if (!records.isEmpty()) {
                    lastProgress = System.nanoTime();
                } else if (System.nanoTime() - lastProgress > STALL.toNanos()) {
                    throw new KafkaTrouble("Kafka does not give out its tail", null);
                }
            }
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        @Nullable Header sequence = record.headers().lastHeader(CloudEventCodec.SEQUENCE);
        if (sequence != null) {
            long version = Long.parseLong(new String(sequence.value(), StandardCharsets.UTF_8));
            runs.merge(record.key(), new Run(version, version), (run, _) -> run.and(version));
        }
    }

    /** Whether Kafka has that version; when not, it counts as having none after it, so that order is kept. */
    boolean has(String stream, long version) {
        @Nullable Run run = runs.get(stream);
        if (run != null && run.contains(version)) {
            return true;
        }
        runs.remove(stream);
        return false;
    }
}
