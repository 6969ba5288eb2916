package dev.berth.gateway.feed;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Tells when all is known that Kafka has just now. What anybody has read of a change elsewhere, Kafka had before, so
 * that after this moment the gateway knows it too. Questions asked at the same time share one look.
 */
final class Horizon implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private record Awaited(Map<TopicPartition, Long> ends, CompletableFuture<Void> reached) {}

    private final Map<String, Object> kafka;
    private final Map<TopicPartition, Long> positions;
    private final Queue<Awaited> awaited = new ConcurrentLinkedQueue<>();
    private @Nullable Admin admin;
    private @Nullable CompletableFuture<Void> next;
    private boolean looking;

    /** @param positions how far the reading of each partition has come; it grows all the time */
    Horizon(Map<String, Object> kafka, Map<TopicPartition, Long> positions) {
        this.kafka = kafka;
        this.positions = positions;
    }

    /** Done when all that Kafka has by now is known, or after two seconds all the same. */
    synchronized CompletionStage<Void> latest() {
        CompletableFuture<Void> shared = next;
        if (shared == null) {
            shared = new CompletableFuture<>();
            next = shared;
            if (!looking) {
                look();
            }
        }
        return shared.copy().completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The positions have moved. */
    void moved() {
        awaited.removeIf(one -> {
            boolean reached = one.ends().entrySet().stream()
                    .allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
            if (reached) {
                one.reached().complete(null);
            }
            return reached || one.reached().isDone();
        });
    }

    /** One look at a time: who asks meanwhile shares the next. */
    private synchronized void look() {
        CompletableFuture<Void> asked = next;
        next = null;
        looking = asked != null;
        if (asked != null) {
            asked.completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            ends(List.copyOf(positions.keySet())).whenComplete((ends, failure) -> {
                awaited.add(new Awaited(failure == null ? ends : Map.of(), asked));
                moved();
                look();
            });
        }
    }

    private CompletionStage<Map<TopicPartition, Long>> ends(List<TopicPartition> partitions) {
        try {
            Admin asking = admin;
            if (asking == null) {
                asking = Admin.create(kafka);
                admin = asking;
            }
            return asking.listOffsets(
                            partitions.stream()
                                    .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest())),
                            new ListOffsetsOptions(IsolationLevel.READ_COMMITTED).timeoutMs((int) PATIENCE.toMillis()))
                    .all()
                    .toCompletionStage()
                    .thenApply(found -> found.entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey, entry -> entry.getValue().offset())));
        } catch (KafkaException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
