package dev.berth.api.relay;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The rows as Debezium reads them from PostgreSQL's write-ahead log. */
final class DebeziumSource implements ChangeSource {

    private static final Logger LOG = Logger.getLogger(DebeziumSource.class);

    private final Properties properties;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("berth-relay-engine").factory());
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final AtomicReference<@Nullable Throwable> ended = new AtomicReference<>();
    private @Nullable DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;

    private record Pending(RecordChangeEvent<SourceRecord> record, AtomicBoolean safe) {}

    DebeziumSource(Database database, String slot, Duration pollInterval) {
        properties = properties(database, slot, pollInterval);
    }

    private static Properties properties(Database database, String slot, Duration pollInterval) {
        Properties properties = new Properties();
        properties.setProperty("name", "berth-relay");
        properties.setProperty("topic.prefix", "berth");
        properties.setProperty("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        properties.setProperty("database.hostname", database.host());
        properties.setProperty("database.port", Integer.toString(database.port()));
        properties.setProperty("database.dbname", database.name());
        properties.setProperty("database.user", database.user());
        properties.setProperty("database.password", database.password());
        properties.setProperty("plugin.name", "pgoutput");
        properties.setProperty("slot.name", slot);
        properties.setProperty("publication.name", slot);
        properties.setProperty("publication.autocreate.mode", "disabled");
        properties.setProperty("table.include.list", "public.event");
        properties.setProperty("column.exclude.list", "public.event.tx"); // not published, nor of a type it knows
        properties.setProperty("tombstones.on.delete", "false");
        // no offset is kept: what the slot has confirmed is where to begin
        properties.setProperty("snapshot.mode", "no_data");
        properties.setProperty("offset.storage", "org.apache.kafka.connect.storage.MemoryOffsetBackingStore");
        properties.setProperty("offset.flush.interval.ms", "500");
        properties.setProperty("lsn.flush.mode", "connector_and_driver"); // lets the server drop its log when idle
        properties.setProperty("heartbeat.interval.ms", "1000");
        // a batch is handed over when it is full, or after the poll interval: one row makes it full
        properties.setProperty("max.batch.size", "1");
        properties.setProperty("max.queue.size", "8192");
        properties.setProperty("poll.interval.ms", Long.toString(pollInterval.toMillis()));
        properties.setProperty("record.processing.threads", "1");
        // a failure ends the engine, and the relay starts over
        properties.setProperty("errors.max.retries", "0");
        properties.setProperty("slot.max.retries", "0");
        properties.setProperty("include.schema.changes", "false");
        properties.setProperty("topic.heartbeat.prefix", "heartbeat");
        return properties;
    }

    @Override
    public void start(Sink sink) {
        DebeziumEngine<RecordChangeEvent<SourceRecord>> created = DebeziumEngine.create(
                        ChangeEventFormat.of(Connect.class))
                .using(properties)
                .using((_, message, error) -> end(message, error))
                .notifying((records, committer) -> handle(records, committer, sink))
                .build();
        engine = created;
        thread.execute(created);
    }

    private void end(@Nullable String message, @Nullable Throwable error) {
        ended.compareAndSet(null, error == null ? new IllegalStateException("ended: " + message) : error);
    }

    private void handle(
            List<RecordChangeEvent<SourceRecord>> records,
            RecordCommitter<RecordChangeEvent<SourceRecord>> committer,
            Sink sink)
            throws InterruptedException {
        for (RecordChangeEvent<SourceRecord> event : records) {
            Pending handed = new Pending(event, new AtomicBoolean());
            pending.add(handed);
            if (isRow(event.record())) {
                sink.take(row(event.record()), () -> handed.safe().set(true));
            } else {
                handed.safe().set(true);
            }
        }
        confirm(committer);
    }

    private static boolean isRow(SourceRecord record) {
        return record.value() instanceof Struct value && value.schema().field("after") != null;
    }

    /** In order, up to the first that is not safe; the next row or heartbeat brings the rest. */
    private void confirm(RecordCommitter<RecordChangeEvent<SourceRecord>> committer) throws InterruptedException {
        while (!pending.isEmpty() && pending.getFirst().safe().get()) {
            committer.markProcessed(pending.removeFirst().record());
        }
        committer.markBatchFinished();
    }

    private static LogRow row(SourceRecord record) {
        Struct after = ((Struct) record.value()).getStruct("after");
        return new LogRow(
                after.getInt64("position"),
                after.getString("event_id"),
                after.getString("stream_kind"),
                after.getString("stream_id"),
                after.getInt64("version"),
                after.getString("organization_id"),
                after.getString("project_id"),
                Instant.parse(after.getString("time")),
                after.getString("type"),
                after.getString("actor"),
                after.getString("correlation"),
                after.getString("causation"),
                after.getString("traceparent"),
                after.getString("body"));
    }

    @Override
    public void check() {
        @Nullable Throwable problem = ended.get();
        if (problem != null) {
            throw new IllegalStateException("the reader of the write-ahead log has ended", problem);
        }
    }

    @Override
    public void close() {
        if (engine != null) {
            try {
                engine.close();
            } catch (IOException | IllegalStateException alreadyEnded) {
                LOG.debug("closing the engine", alreadyEnded);
            }
        }
        thread.shutdownNow();
    }
}
