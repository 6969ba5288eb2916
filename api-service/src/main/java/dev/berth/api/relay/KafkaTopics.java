package dev.berth.api.relay;

import static java.util.Objects.requireNonNull;

import dev.berth.api.relay.KafkaState.Topic;
import dev.berth.events.Kind;
import dev.berth.events.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes the topics that there have to be, and tells where those of the log end. */
final class KafkaTopics implements AutoCloseable {

    static final List<String> LOG =
            Arrays.stream(Kind.values()).map(Topics::events).toList();

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Map<String, String> FOR_EVER = Map.of(
            TopicConfig.RETENTION_MS_CONFIG, "-1",
            TopicConfig.RETENTION_BYTES_CONFIG, "-1",
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(Publisher.LARGEST));

    private final Admin admin;
    private final KafkaConfig config;

    KafkaTopics(String bootstrapServers, KafkaConfig config) {
        this.admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.CLIENT_ID_CONFIG,
                "berth-relay-admin",
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) PATIENCE.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5000,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                500));
        this.config = config;
    }

    /** Makes those that are missing; what is there stays as it is. */
    void ensure() throws InterruptedException {
        List<NewTopic> wanted = new ArrayList<>();
        LOG.forEach(topic -> wanted.add(topic(topic, FOR_EVER)));
        wanted.add(
                topic(Topics.ENDPOINTS, Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)));
        wanted.add(topic(Topics.DEMAND, retention(Duration.ofMinutes(10))));
        wanted.add(topic(Topics.REPORTS, retention(config.reportsKept())));
        wanted.add(topic(Topics.DEAD_REPORTS, retention(config.reportsKept())));
        Set<String> there = answer(admin.listTopics().names());
        wanted.removeIf(topic -> there.contains(topic.name()));
        for (Map.Entry<String, KafkaFuture<Void>> made :
                admin.createTopics(wanted).values().entrySet()) {
            answerUnlessThere(made.getValue());
        }
    }

    private NewTopic topic(String name, Map<String, String> settings) {
        return new NewTopic(name, config.partitions(), config.replicas()).configs(settings);
    }

    private static Map<String, String> retention(Duration retention) {
        return Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
    }

    KafkaState state() throws InterruptedException {
        Map<String, TopicDescription> described =
                answer(admin.describeTopics(LOG).allTopicNames());
        Map<TopicPartition, ListOffsetsResultInfo> ends = answer(admin.listOffsets(described.values().stream()
                        .flatMap(topic -> partitions(topic).stream())
                        .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest())))
                .all());
        Map<String, Topic> topics = new HashMap<>();
        described.forEach((name, topic) -> topics.put(
                name,
                new Topic(
                        topic.topicId().toString(),
                        partitions(topic).stream()
                                .map(partition ->
                                        requireNonNull(ends.get(partition)).offset())
                                .toList())));
        return new KafkaState(topics);
    }

    private static List<TopicPartition> partitions(TopicDescription topic) {
        return IntStream.range(0, topic.partitions().size())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList();
    }

    private static void answerUnlessThere(KafkaFuture<Void> made) throws InterruptedException {
        try {
            answer(made);
        } catch (KafkaTrouble trouble) {
            if (!(trouble.getCause() instanceof TopicExistsException)) {
                throw trouble;
            }
        }
    }

    private static <T> T answer(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get(PATIENCE.toMillis() * 2, TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            throw new KafkaTrouble("Kafka refuses", failure.getCause());
        } catch (java.util.concurrent.TimeoutException failure) {
            throw new KafkaTrouble("Kafka does not answer", failure);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
