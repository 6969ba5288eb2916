package dev.berth.api.relay;

import dev.berth.events.CloudEventCodec.Encoded;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes rows of the log to Kafka, in order, and notices when Kafka loses what it had acknowledged. */
final class Publisher implements AutoCloseable {

    /** The largest record that there may be, in bytes: well over the longest request that the APIs take. */
    static final int LARGEST = 8 * 1024 * 1024;

    private static final int DOUBTS = 10;
    private static final Duration DOUBT = Duration.ofMillis(100);

    private final KafkaProducer<String, String> producer;
    private final Consumer<LogRow> published;
    private final Map<TopicPartition, Long> acknowledged = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Publisher(String bootstrapServers, Consumer<LogRow> published) {
        this.published = published;
        this.producer = new KafkaProducer<>(settings(bootstrapServers), new StringSerializer(), new StringSerializer());
    }

    private static Map<String, Object> settings(String bootstrapServers) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "berth-relay");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST);
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        // never: what comes after a record that was given up would be out of order
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        return settings;
    }

    /** Tells where Kafka has it, once it does, and never when it could not be published. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears it all
    void publish(LogRow row, Consumer<RecordMetadata> acknowledged) {
        check();
        producer.send(record(row.encode()), (metadata, problem) -> {
            @Nullable Throwable trouble = problem == null ? notice(metadata) : problem;
            if (trouble == null) {
                published.accept(row);
                acknowledged.accept(metadata);
            } else {
                failure.compareAndSet(null, trouble);
            }
        });
    }

    private static ProducerRecord<String, String> record(Encoded encoded) {
        ProducerRecord<String, String> record = new ProducerRecord<>(encoded.topic(), encoded.key(), encoded.value());
        encoded.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    /** Offsets rise as long as Kafka keeps what it has. */
    private @Nullable Throwable notice(RecordMetadata metadata) {
        if (!metadata.hasOffset()) {
            return null; // a repeat that the broker knew: nothing new to learn
        }
        TopicPartition partition = new TopicPartition(metadata.topic(), metadata.partition());
        @Nullable Long before = acknowledged.put(partition, metadata.offset());
        return before != null && before >= metadata.offset()
                ? new KafkaTrouble(partition + " went back from offset " + before + " to " + metadata.offset(), null)
                : null;
    }

    /** Waits until Kafka has all that was published. */
    void flush() {
        producer.flush();
        check();
    }

    /** Fails when anything could not be published, after which order is no longer certain. */
    void check() {
        @Nullable Throwable problem = failure.get();
        if (problem != null) {
            throw new KafkaTrouble("could not publish", problem);
        }
    }

    /**
     * Where Kafka ends; fails when that is before what it has acknowledged. A broker may for a moment tell an end that
     * lags behind its own acknowledgement, so it is asked again before it is believed to have lost something.
     */
    KafkaState check(KafkaTopics topics) throws InterruptedException {
        check();
        Map<TopicPartition, Long> before = Map.copyOf(acknowledged);
        for (int doubts = 0; ; doubts++) {
            KafkaState now = topics.state();
            try {
                check(before, now);
                return now;
            } catch (KafkaTrouble lost) {
                if (doubts == DOUBTS) {
                    throw lost;
                }
                Thread.sleep(DOUBT);
            }
        }
    }

    private static void check(Map<TopicPartition, Long> acknowledged, KafkaState now) {
        acknowledged.forEach((partition, offset) -> {
            KafkaState.@Nullable Topic topic = now.topics().get(partition.topic());
            if (topic == null || topic.ends().size() <= partition.partition()) {
                throw new KafkaTrouble(partition + " is gone", null);
            }
            long end = topic.ends().get(partition.partition());
            if (end <= offset) {
                throw new KafkaTrouble(partition + " ends at " + end + ", and had acknowledged " + offset, null);
            }
        });
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
