package dev.berth.reconciler.log;

import static java.util.stream.Collectors.toMap;

import dev.berth.events.Kind;
import dev.berth.events.StreamId;
import dev.berth.events.Topics;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** Whoever owns a partition looks after the containers in it, once it has read all that there is. */
@ApplicationScoped
@Identifier("reconciler-containers")
class ContainerPartitions implements KafkaConsumerRebalanceListener {

    private static final Logger LOG = Logger.getLogger(ContainerPartitions.class);
    private static final String EVENTS = Topics.events(Kind.CONTAINER);

    private final Feed feed;

    ContainerPartitions(Feed feed) {
        this.feed = feed;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        List<TopicPartition> events = of(EVENTS, partitions);
        events.forEach(partition -> seek(consumer, partition));
        // what was wanted before we came is told again by whoever still wants it
        consumer.seekToEnd(of(Topics.DEMAND, partitions));
        int count = consumer.partitionsFor(EVENTS).size();
        Map<Integer, Long> ends = consumer.endOffsets(events).entrySet().stream()
                .collect(toMap(end -> end.getKey().partition(), Map.Entry::getValue));
        LOG.infof("partitions are ours; partitions=%s", ends.keySet());
        feed.own(ends, stream -> partition(stream, count));
    }

    @Override
    public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        lose(partitions);
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        lose(partitions);
    }

    private void lose(Collection<TopicPartition> partitions) {
        List<Integer> lost =
                of(EVENTS, partitions).stream().map(TopicPartition::partition).toList();
        if (!lost.isEmpty()) {
            LOG.infof("partitions are another's; partitions=%s", lost);
            feed.lose(lost);
        }
    }

    /** What was read while the partition was ours before need not be read again: events do not change. */
    private void seek(Consumer<?, ?> consumer, TopicPartition partition) {
        feed.nextOffset(partition.partition())
                .ifPresentOrElse(
                        offset -> consumer.seek(partition, offset), () -> consumer.seekToBeginning(List.of(partition)));
    }

    private static List<TopicPartition> of(String topic, Collection<TopicPartition> partitions) {
        return partitions.stream()
                .filter(partition -> partition.topic().equals(topic))
                .toList();
    }

    /** As every producer of ours chooses it, by the key. */
    private static int partition(StreamId stream, int count) {
        return BuiltInPartitioner.partitionForKey(stream.toString().getBytes(StandardCharsets.UTF_8), count);
    }
}
