package dev.berth.api.relay;

import dev.berth.api.store.Cursor;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Map<Long, Place> acknowledged = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
    private Cursor target = Cursor.START;
    private long since;

    private record Place(TopicPartition partition, long offset) {}

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
        long offset =
                where.hasOffset() ? where.offset() : end(ends, partition); // a repeat that the broker knew has none
        acknowledged.put(row.position(), new Place(partition, offset));
        ends.put(partition, offset + 1);
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
        if (!expected.stream().allMatch(position -> found.contains(position) || acknowledged.containsKey(position))) {
            if (System.nanoTime() - since > PATIENCE.toNanos()) {
                throw new KafkaTrouble("events up to " + target + " do not arrive", null);
            }
            return Optional.empty();
        }
        forget(expected);
        return Optional.of(target);
    }

    private void forget(List<Long> complete) {
        complete.forEach(found::remove);
        complete.forEach(acknowledged::remove);
        long old = complete.getFirst() - REPEATED;
        acknowledged.keySet().removeIf(position -> position < old);
    }

    /** Before which offsets Kafka has nothing that comes after what is complete. */
    KafkaState later() {
        if (!found.isEmpty()) {
            return start;
        }
        // first the ends: what is acknowledged meanwhile lies behind them, or is found among the places
        Map<TopicPartition, Long> later = new HashMap<>(ends);
        for (Place place : acknowledged.values()) {
            later.put(place.partition(), Math.min(end(later, place.partition()), place.offset()));
        }
        return start.withEnds(partition -> end(later, partition));
    }

    private long end(Map<TopicPartition, Long> known, TopicPartition partition) {
        return known.getOrDefault(partition, start(partition));
    }

    private long start(TopicPartition partition) {
        return start.end(partition.topic(), partition.partition());
    }
}
