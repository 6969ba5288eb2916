package dev.berth.benchmarks.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Everything that comes on a topic, at once. */
public final class Topic implements AutoCloseable {

    private final KafkaConsumer<String, byte[]> consumer;

    private Topic(KafkaConsumer<String, byte[]> consumer) {
        this.consumer = consumer;
    }

    /** Stands at the end of all its partitions. */
    public static Topic fromNow(String bootstrap, String topic) {
        Topic now = fromStart(bootstrap, topic);
        Set<TopicPartition> partitions = now.consumer.assignment();
        now.consumer.seekToEnd(partitions);
        partitions.forEach(now.consumer::position); // seeking is lazy: this fixes the place now
        return now;
    }

    /** Stands at the beginning of all its partitions. */
    public static Topic fromStart(String bootstrap, String topic) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrap,
                        "group.id", "bench-" + UUID.randomUUID(),
                        "enable.auto.commit", "false",
                        "fetch.min.bytes", "1",
                        "receive.buffer.bytes", "-1", // or the loopback makes it wait 200 ms now and then
                        "max.poll.records", "50000"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return new Topic(consumer);
    }

    /** What came in the meantime; waits a little when there is nothing. */
    public Iterable<ConsumerRecord<String, byte[]>> next() {
        return consumer.poll(Duration.ofMillis(100));
    }

    /** A header of each record that came in the meantime. */
    public List<String> headersOf(String header) {
        List<String> values = new ArrayList<>();
        next().forEach(record ->
                values.add(new String(record.headers().lastHeader(header).value(), UTF_8)));
        return values;
    }

    /** The key of each record that came in the meantime. */
    public List<String> keys() {
        List<String> keys = new ArrayList<>();
        next().forEach(record -> keys.add(record.key()));
        return keys;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
