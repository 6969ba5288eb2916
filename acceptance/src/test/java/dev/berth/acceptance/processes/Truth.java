package dev.berth.acceptance.processes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.acceptance.processes.Writer.Known;
import dev.berth.events.CloudEventCodec;
import dev.berth.events.Kind;
import dev.berth.events.Position;
import dev.berth.events.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Compares what clients were promised with what the log, Kafka and the views hold. */
final class Truth {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** No later look at Kafka can mend it, so it is no assertion that one would wait for. */
    private static final class OutOfOrder extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        OutOfOrder(String message) {
            super(message);
        }
    }

    /** One namespace as the log tells it. */
    private record Story(List<Long> versions, List<String> names, List<String> descriptions) {
        Story() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /** No acknowledged command is lost, none is applied twice, and no stream has a hole. */
    static void assertLogKeepsEveryPromise(Connection database, List<Known> promises) throws SQLException, IOException {
        Map<UUID, Story> log = namespaces(database);
        for (Known promised : promises) {
            Story story = log.getOrDefault(promised.id, new Story());
            assertThat(story.names).as("creations of %s", promised.name).containsExactly(promised.name);
            assertThat(story.versions).as("versions of %s", promised.name).isEqualTo(upTo(story.versions.size()));
            List<String> changes = story.descriptions.stream()
                    .filter(description -> !description.isEmpty())
                    .toList();
            assertThat(changes)
                    .as("changes of %s", promised.name)
                    .doesNotHaveDuplicates()
                    .isSorted();
            assertThat(changes).containsAll(promised.acknowledged);
            assertThat(Stream.concat(promised.acknowledged.stream(), promised.uncertain.stream()))
                    .containsAll(changes);
        }
    }

    /**
     * The topics themselves hold every stream of the log, whole and in order. An event may stand there twice; none may
     * stand before one of an earlier version that was not there yet, and that is never waited out.
     */
    static void assertKafkaHoldsTheWholeLog(Connection database, String bootstrapServers) throws SQLException {
        assertThat(followed(bootstrapServers)).isEqualTo(versions(database));
    }

    private static Map<String, Long> versions(Connection database) throws SQLException {
        Map<String, Long> versions = new HashMap<>();
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT stream_kind, stream_id, max(version), count(*) FROM event GROUP BY stream_kind, stream_id")) {
            while (rows.next()) {
                String stream = rows.getString(1) + "/" + rows.getString(2);
                assertThat(rows.getLong(4))
                        .as("events of %s in the log", stream)
                        .isEqualTo(rows.getLong(3));
                versions.put(stream, rows.getLong(3));
            }
        }
        return versions;
    }

    private static Map<String, Long> followed(String bootstrapServers) {
        Properties settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        Map<String, Long> followed = new HashMap<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = Stream.of(Kind.values())
                    .map(Topics::events)
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> follow(record, followed));
            }
        }
        return followed;
    }

    private static void follow(ConsumerRecord<String, String> record, Map<String, Long> followed) {
        long version = Long.parseLong(
                new String(record.headers().lastHeader(CloudEventCodec.SEQUENCE).value(), StandardCharsets.UTF_8));
        Position position = new Position(followed.getOrDefault(record.key(), 0L));
        switch (position.step(version)) {
            case TAKE -> followed.put(record.key(), version);
            case SKIP -> {} // Kafka may hold a record twice
            case HEAL ->
                throw new OutOfOrder("after version %d of %s comes %d, at offset %d of %s-%d"
                        .formatted(
                                position.version(),
                                record.key(),
                                version,
                                record.offset(),
                                record.topic(),
                                record.partition()));
        }
    }

    private static Map<UUID, Story> namespaces(Connection database) throws SQLException, IOException {
        Map<UUID, Story> stories = new HashMap<>();
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT stream_id, version, body FROM event
                        WHERE stream_kind = 'namespace' ORDER BY stream_id, version
                        """)) {
            while (rows.next()) {
                Story story = stories.computeIfAbsent(rows.getObject(1, UUID.class), _ -> new Story());
                JsonNode event = JSON.readTree(rows.getString(3));
                story.versions.add(rows.getLong(2));
                if (event.has("name")) {
                    story.names.add(event.get("name").asText());
                }
                if (event.has("spec")) {
                    story.descriptions.add(event.at("/spec/description").asText());
                }
            }
        }
        return stories;
    }

    private static List<Long> upTo(int count) {
        return Stream.iterate(1L, version -> version + 1).limit(count).toList();
    }

    private Truth() {}
}
