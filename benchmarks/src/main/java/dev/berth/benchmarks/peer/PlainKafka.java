package dev.berth.benchmarks.peer;

import dev.berth.benchmarks.load.Arrivals;
import dev.berth.benchmarks.load.Latencies;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka alone: from the moment that a record is handed to a producer until a consumer has it. */
public final class PlainKafka {

    private static final String PAYLOAD = "x".repeat(100);

    public static Latencies measure(String bootstrap, int perSecond, Duration time) throws Exception {
        String topic = "bench-" + UUID.randomUUID();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
            try (KafkaProducer<String, String> producer = producer(bootstrap);
                    Topic consumer = Topic.fromNow(bootstrap, topic)) {
                return Arrivals.measure(perSecond, time, () -> send(producer, topic), consumer::keys);
            } finally {
                admin.deleteTopics(List.of(topic)).all().get();
            }
        }
    }

    private static String send(KafkaProducer<String, String> producer, String topic) {
        String name = UUID.randomUUID().toString();
        Future<RecordMetadata> _ = producer.send(new ProducerRecord<>(topic, name, PAYLOAD)); // a lost one is counted
        return name;
    }

    private static KafkaProducer<String, String> producer(String bootstrap) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", "0"),
                new StringSerializer(),
                new StringSerializer());
    }

    private PlainKafka() {}
}
