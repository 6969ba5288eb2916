package dev.berth.gateway.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.berth.events.ContainerId;
import dev.berth.events.EventJson;
import dev.berth.events.Kind;
import dev.berth.events.StreamId;
import dev.berth.events.Topics;
import dev.berth.events.traffic.Endpoints;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads everything from the beginning, with no group: each gateway needs all of it, remembers nothing over a restart,
 * and must know when it has reached what was there at its start.
 */
public final class Feed implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Feed.class);
    private static final List<String> TOPICS = List.of(
            Topics.events(Kind.CONTAINER),
            Topics.events(Kind.API_KEY),
            Topics.events(Kind.TOKEN),
            Topics.events(Kind.DOMAIN),
            Topics.ENDPOINTS);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofMillis(250);
    private static final Duration LOOK_FOR_PARTITIONS = Duration.ofSeconds(30);

    private final Map<String, Object> kafka;
    private final Knowledge knowledge;
    private final RemoteLog log;
    private final ScheduledExecutorService healer;
    private final Follower follower;
    private final Runnable caughtUp;
    private final Map<TopicPartition, Long> next = new ConcurrentHashMap<>();
    private final Horizon horizon;
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().daemon().name("berth-gateway-feed").unstarted(this::run);
    private volatile boolean ready;
    private long looked;

    /**
     * Where news come from.
     *
     * @param kafka how to reach Kafka
     * @param api where the log can be read, with that secret, should Kafka lack something
     * @param caughtUp runs once, when all that was there at the start is known
     */
    public Feed(Map<String, Object> kafka, URI api, String secret, Knowledge knowledge, Runnable caughtUp) {
        this.kafka = kafka;
        this.knowledge = knowledge;
        this.caughtUp = caughtUp;
        this.log = new RemoteLog(api, secret);
        this.healer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("berth-gateway-healer").factory());
        this.follower = new Follower(knowledge, log, healer);
        this.horizon = new Horizon(kafka, next);
    }

    public void start() {
        thread.start();
    }

    /** Whether all that was there at the start is known. */
    public boolean ready() {
        return ready;
    }

    /** Done when all is known that there is just now, or soon after should Kafka not tell. */
    public CompletionStage<Void> latest() {
        return horizon.latest();
    }

    /** How many streams wait for the log to fill a hole. */
    public int holes() {
        return follower.holes();
    }

    private void run() {
        while (closing.getCount() > 0) {
            try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(settings())) {
                follow(consumer);
            } catch (WakeupException | InterruptException e) {
                LOG.debug("closed", e);
            } catch (KafkaException e) {
                LOG.warnf(e, "reading Kafka failed; trying again");
                pause(RETRY);
            }
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5000);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return settings;
    }

    private void follow(KafkaConsumer<String, String> consumer) {
        assign(consumer);
        while (closing.getCount() > 0) {
            ConsumerRecords<String, String> news = consumer.poll(POLL);
            news.forEach(this::take);
            Set<TopicPartition> moved = ready && !news.isEmpty() ? news.partitions() : consumer.assignment();
            moved.forEach(partition -> next.put(partition, consumer.position(partition)));
            horizon.moved();
            if (!ready && ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                ready = true;
                caughtUp.run();
            }
            if (System.nanoTime() - looked > LOOK_FOR_PARTITIONS.toNanos()) {
                assign(consumer);
            }
        }
    }

    /** Assigns all partitions there are; those that came new since the last time are read from the beginning. */
    private void assign(KafkaConsumer<String, String> consumer) {
        List<TopicPartition> partitions = partitions(consumer);
        looked = System.nanoTime();
        if (consumer.assignment().size() == partitions.size()) {
            return;
        }
        consumer.assign(partitions);
        for (TopicPartition partition : partitions) {
            Long offset = next.get(partition);
            if (offset == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, offset);
            }
        }
        if (!ready) {
            ends.putAll(consumer.endOffsets(partitions));
        }
    }

    /** Topics come with the API service, which may start later than we do. */
    private List<TopicPartition> partitions(KafkaConsumer<String, String> consumer) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : TOPICS) {
            List<TopicPartition> found = partitions(consumer, topic);
            while (found.isEmpty() && closing.getCount() > 0) {
                pause(RETRY);
                found = partitions(consumer, topic);
            }
            partitions.addAll(found);
        }
        return partitions;
    }

    private static List<TopicPartition> partitions(KafkaConsumer<String, String> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private void take(ConsumerRecord<String, String> received) {
        try {
            if (received.topic().equals(Topics.ENDPOINTS)) {
                endpoints(received);
            } else {
                follower.arrived(Told.of(headers(received), received.value()));
            }
        } catch (RuntimeException | JsonProcessingException e) {
            // it leaves a hole, which the next event of the stream shows, and the log then fills
            LOG.errorf(
                    e,
                    "cannot take the record at offset %d of %s-%d",
                    received.offset(),
                    received.topic(),
                    received.partition());
        }
    }

    private void endpoints(ConsumerRecord<String, String> received) throws JsonProcessingException {
        if (received.value() != null) {
            knowledge.take(EventJson.MAPPER.readValue(received.value(), Endpoints.class));
        } else if (StreamId.parse(received.key()).resource() instanceof ContainerId container) {
            knowledge.endpointsGone(container);
        }
    }

    private static Map<String, String> headers(ConsumerRecord<?, ?> received) {
        Map<String, String> headers = HashMap.newHashMap(16);
        for (Header header : received.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return headers;
    }

    private void pause(Duration pause) {
        try {
            var _ = closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        healer.shutdownNow();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        horizon.close();
        log.close();
    }
}
