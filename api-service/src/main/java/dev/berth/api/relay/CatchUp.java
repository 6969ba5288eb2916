package dev.berth.api.relay;

import dev.berth.api.store.Cursor;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Emits what Kafka lacks, by comparing its tail with the log from the last checkpoint on. Once it is done, whatever is
 * not in Kafka comes out of the slot, whether the slot is old or new.
 */
final class CatchUp {

    private static final Logger LOG = Logger.getLogger(CatchUp.class);
    private static final int PAGE = 2000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final LogDatabase database;
    private final KafkaTopics topics;
    private final Publisher publisher;
    private final String bootstrapServers;

    CatchUp(LogDatabase database, KafkaTopics topics, Publisher publisher, String bootstrapServers) {
        this.database = database;
        this.topics = topics;
        this.publisher = publisher;
        this.bootstrapServers = bootstrapServers;
    }

    /** Keeps a checkpoint, and answers a ledger that goes on from there. */
    Ledger run(boolean slotIsNew) throws SQLException, InterruptedException {
        Checkpoint checkpoint = database.checkpoint();
        KafkaState kafka = topics.state();
        KafkaTail tail = KafkaTail.read(bootstrapServers, checkpoint, kafka);
        String lsn = database.currentLsn();
        long next = database.newTransaction();

        Cursor cursor = start(checkpoint, kafka);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long emitted = 0;
        while (true) {
            LogDatabase.Rows page = database.rows(cursor, PAGE);
            for (LogRow.Placed placed : page.rows()) {
                emitted += emit(placed, checkpoint, kafka, tail);
                cursor = placed.cursor();
            }
            publisher.check();
            boolean ended = page.rows().size() < PAGE;
            boolean settled = page.settledTo() >= next;
            // a slot that is older than the transactions under way has them; a new one may lack their neighbours
            if (ended && (settled || (!slotIsNew && System.nanoTime() > deadline))) {
                LOG.infof("Kafka is complete: events=%d emitted=%d", cursor.position(), emitted);
                publisher.flush();
                KafkaState now = publisher.check(topics);
                return settled ? settled(cursor, now, lsn) : unsettled(cursor, now, checkpoint, tail);
            }
            if (ended) {
                Thread.sleep(20);
            }
        }
    }

    /** Every transaction that had begun has ended: nothing in Kafka comes later than what is complete. */
    private Ledger settled(Cursor complete, KafkaState now, String lsn) throws SQLException {
        database.keep(new Checkpoint(complete, now, now));
        database.advanceSlot(lsn);
        return new Ledger(now);
    }

    /** Events that come later in the log may be in Kafka, and out of the slot, before the transaction ends. */
    private Ledger unsettled(Cursor complete, KafkaState now, Checkpoint before, KafkaTail tail) throws SQLException {
        KafkaState later = now.withEnds(partition -> before.tailOf(partition.topic(), partition.partition(), now));
        database.keep(new Checkpoint(complete, now, later));
        Ledger ledger = new Ledger(later);
        List<LogRow.Placed> page;
        Cursor cursor = complete;
        do {
            page = database.visible(cursor, PAGE);
            for (LogRow.Placed placed : page) {
                if (tail.has(placed.row().key(), placed.row().version())) {
                    ledger.found(placed.row());
                }
                cursor = placed.cursor();
            }
        } while (page.size() == PAGE);
        return ledger;
    }

    private static Cursor start(Checkpoint checkpoint, KafkaState kafka) {
        return KafkaTopics.LOG.stream()
                .map(topic -> checkpoint.completeIn(topic, kafka))
                .min(Cursor::compareTo)
                .orElse(Cursor.START);
    }

    private int emit(LogRow.Placed placed, Checkpoint checkpoint, KafkaState kafka, KafkaTail tail) {
        LogRow row = placed.row();
        boolean known = placed.cursor().compareTo(checkpoint.completeIn(row.topic(), kafka)) <= 0;
        if (known || tail.has(row.key(), row.version())) {
            return 0;
        }
        publisher.publish(row, _ -> {});
        return 1;
    }
}
