package dev.berth.reconciler.log;

import static java.util.stream.Collectors.toMap;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Every reconciler reads all namespaces, from the beginning, in a group of its own. */
@ApplicationScoped
@Identifier("reconciler-namespaces")
class NamespacePartitions implements KafkaConsumerRebalanceListener {

    private final Feed feed;

    NamespacePartitions(Feed feed) {
        this.feed = feed;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        consumer.seekToBeginning(partitions);
        feed.ownNamespaces(consumer.endOffsets(partitions).entrySet().stream()
                .collect(toMap(end -> end.getKey().partition(), Map.Entry::getValue)));
    }
}
