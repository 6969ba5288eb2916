package dev.berth.api.relay;

import dev.berth.api.relay.Change.Aside;
import dev.berth.api.relay.Change.Begin;
import dev.berth.api.relay.Change.Commit;
import dev.berth.api.relay.Change.Insert;
import dev.berth.api.relay.Change.Relation;
import dev.berth.api.relay.Change.Rewrite;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/**
 * The rows as PostgreSQL decodes them from its write-ahead log: a thread waits on the replication connection. What is
 * safe is told to the server when it next says something, be it only that it is still there.
 */
final class PgoutputSource implements ChangeSource {

    private static final Logger LOG = Logger.getLogger(PgoutputSource.class);

    /** At most how often the server is told what is safe. */
    private static final Duration STATUS_INTERVAL = Duration.ofMillis(500);

    private static final Duration LAST_ROW = Duration.ofSeconds(5);

    private final Database database;
    private final String slot;
    private final Pace pace = new Pace();
    private final HandedOver handedOver = new HandedOver();
    private final Map<Integer, EventColumns> tables = new HashMap<>();
    private @Nullable Reading reading;

    private record Reading(Connection connection, PGReplicationStream stream, FutureTask<Void> task, Thread thread) {}

    PgoutputSource(Database database, String slot) {
        this.database = database;
        this.slot = slot;
    }

    @Override
    public void start(Sink sink) throws SQLException {
        Connection connection = database.connectForReplication();
        PGReplicationStream stream = stream(connection);
        FutureTask<Void> task = new FutureTask<>(() -> read(stream, sink));
        reading = new Reading(
                connection,
                stream,
                task,
                Thread.ofPlatform().name("berth-relay-reader").start(task));
    }

    private PGReplicationStream stream(Connection connection) throws SQLException {
        try {
            return connection
                    .unwrap(PGConnection.class)
                    .getReplicationAPI()
                    .replicationStream()
                    .logical()
                    .withSlotName(slot)
                    .withSlotOption("proto_version", Pgoutput.PROTOCOL_VERSION)
                    .withSlotOption("publication_names", slot)
                    .withStatusInterval(Math.toIntExact(STATUS_INTERVAL.toMillis()), TimeUnit.MILLISECONDS)
                    // the driver's own advance looks at the start of the last message, which in a transaction that
                    // began early lies before what an earlier commit still waits for
                    .withAutomaticFlush(false)
                    .start();
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    @SuppressWarnings("InfiniteLoopStatement") // ends by failing: the server ends the stream, or the connection is cut
    private Void read(PGReplicationStream stream, Sink sink) throws SQLException {
        while (true) {
            @Nullable ByteBuffer message = stream.readPending();
            if (message == null) {
                LockSupport.parkNanos(pace.rest().toNanos());
                message = stream.read();
            }
            if (message == null) {
                throw new SQLException("PostgreSQL has ended the stream of slot " + slot);
            }
            take(Pgoutput.decode(message), stream, sink);
        }
    }

    private void take(Change change, PGReplicationStream stream, Sink sink) {
        switch (change) {
            case Begin _ -> handedOver.begin();
            case Relation relation -> describe(relation);
            case Insert insert -> handOver(insert, stream, sink);
            case Commit commit -> {
                handedOver.commit(commit.end());
                confirm(stream, handedOver.safe());
            }
            case Rewrite rewrite ->
                throw new IllegalStateException("the log only grows, but publication " + slot + " tells of "
                        + rewrite.kind() + ": it must pass on inserts into table event alone");
            case Aside _ -> {}
        }
    }

    private void describe(Relation relation) {
        if (EventColumns.describes(relation)) {
            tables.put(relation.id(), new EventColumns(relation));
        }
    }

    private void handOver(Insert insert, PGReplicationStream stream, Sink sink) {
        @Nullable EventColumns columns = tables.get(insert.relation());
        if (columns == null) {
            return; // of another table, that somebody has added to the publication
        }
        pace.row();
        Runnable safe = handedOver.row();
        sink.take(columns.row(insert), () -> {
            safe.run();
            confirm(stream, handedOver.safe());
        });
    }

    private static void confirm(PGReplicationStream stream, long end) {
        stream.setFlushedLSN(LogSequenceNumber.valueOf(end));
    }

    @Override
    public void await(Duration pause) throws InterruptedException {
        if (reading == null) {
            throw new IllegalStateException("not started");
        }
        try {
            reading.task().get(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            long received = reading.stream().getLastReceiveLSN().asLong();
            confirm(reading.stream(), handedOver.safe(received));
        } catch (ExecutionException failure) {
            throw new IllegalStateException("the reader of the write-ahead log has ended", failure.getCause());
        }
    }

    @Override
    public String safe() {
        return LogSequenceNumber.valueOf(handedOver.safe()).asString();
    }

    /** Cuts the connection, for a thread that reads from it can neither be asked to stop nor be interrupted. */
    @Override
    public void close() {
        if (reading == null) {
            return;
        }
        try {
            reading.connection().abort(Runnable::run);
            reading.thread().interrupt(); // it may as well wait for Kafka
            if (!reading.thread().join(LAST_ROW)) {
                LOG.warnf("The reader of slot %s does not end", slot);
            }
        } catch (SQLException alreadyCut) {
            LOG.debug("cutting the replication connection", alreadyCut);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
