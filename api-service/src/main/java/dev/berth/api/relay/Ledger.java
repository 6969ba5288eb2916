package dev.berth.api.relay;

import dev.berth.api.store.Cursor;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Holds what Kafka has acknowledged against the log itself. However an event got lost on its way (a slot that somebody
 * made anew, say), it is missed here.
 */
final class Ledger {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Positions are taken in about the order of commits; those so far back are repeats of what was complete before. */
    private static final long REPEATED = 100_000;

    /** Before these ends lies nothing that this ledger is told of. */
    private final KafkaState start;

    private final Set<Long> found = ConcurrentHashMap.newKeySet();
    private final Map<TopicPartition, Acknowledged> acknowledged = new HashMap<>();
    private Cursor target = Cursor.START;
    private long since;

    Ledger(KafkaState start) {
        this.start = start;
    }

    /** Notes that Kafka has had a row since before; somewhere behind the start. */
    void found(LogRow row) {
        found.add(row.position());
    }

    /** Notes that Kafka has a row; to be told in the order of offsets. */
    void acknowledged(LogRow row, RecordMetadata where) {
        TopicPartition partition = new TopicPartition(where.topic(), where.partition());
        synchronized (acknowledged) {
            Acknowledged there = acknowledged.computeIfAbsent(partition, _ -> new Acknowledged(start(partition)));
            if (where.hasOffset()) {
                there.add(row.position(), where.offset());
            } else {
                there.addRepeat(row.position());
            }
        }
    }

    /**
     * How far Kafka has everything, when that is further than before.
     *
     * @throws KafkaTrouble when an event stays away for so long that it cannot be on its way
     */
    Optional<Cursor> completeAfter(Cursor before, LogDatabase log) throws SQLException {
        if (target.compareTo(before) <= 0) {
            target = log.end();
            since = System.nanoTime();
        }
        if (target.compareTo(before) <= 0) {
            return Optional.empty();
        }
        List<Long> expected = log.positions(before, target);
        LongPredicate isAcknowledged = acknowledged();
        if (!expected.stream().allMatch(position -> found.contains(position) || isAcknowledged.test(position))) {
            if (System.nanoTime() - since > PATIENCE.toNanos()) {
                throw new KafkaTrouble("events up to " + target + " do not arrive", null);
            }
            return Optional.empty();
        }
        forget(expected);
        return Optional.of(target);
    }

    private LongPredicate acknowledged() {
        long[] positions;
        synchronized (acknowledged) {
            positions = acknowledged.values().stream()
                    .flatMapToLong(Acknowledged::positions)
                    .toArray();
        }
        return in(positions);
    }

    /** Sorts them. */
    private static LongPredicate in(long[] positions) {
        Arrays.sort(positions);
        return position -> Arrays.binarySearch(positions, position) >= 0;
    }

    private void forget(List<Long> complete) {
        complete.forEach(found::remove);
        long old = complete.getFirst() - REPEATED;
        LongPredicate isComplete =
                in(complete.stream().mapToLong(Long::longValue).toArray());
        synchronized (acknowledged) {
            acknowledged
                    .values()
                    .forEach(there -> there.forget(position -> position < old || isComplete.test(position)));
        }
    }

    /** Before which offsets Kafka has nothing that comes after what is complete. */
    KafkaState later() {
        if (!found.isEmpty()) {
            return start;
        }
        synchronized (acknowledged) {
            return start.withEnds(partition -> {
                Acknowledged there = acknowledged.get(partition);
                return there == null ? start(partition) : there.first();
            });
        }
    }

    private long start(TopicPartition partition) {
        return start.end(partition.topic(), partition.partition());
    }
}
