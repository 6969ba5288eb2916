package dev.berth.api.views;

import dev.berth.api.store.EventLog;
import dev.berth.events.StreamId;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** The log, where the views find what Kafka did not bring them. */
@ApplicationScoped
class Log {

    private static final int AT_ONCE = 1000;

    private final EventLog log;

    Log(EventLog log) {
        this.log = log;
    }

    /** The events of a stream after a version, up to another at least, if there are that many. */
    Uni<List<Arrival>> read(SqlClient connection, StreamId stream, long after, long upTo) {
        return read(connection, stream, after, upTo, new ArrayList<>());
    }

    private Uni<List<Arrival>> read(SqlClient connection, StreamId stream, long after, long upTo, List<Arrival> found) {
        return log.read(connection, stream, after, AT_ONCE)
                .emitOn(Infrastructure.getDefaultExecutor())
                .flatMap(entries -> {
                    entries.forEach(entry -> found.add(Arrivals.of(entry)));
                    return entries.isEmpty() || entries.getLast().version() >= upTo
                            ? Uni.createFrom().item(found)
                            : read(connection, stream, entries.getLast().version(), upTo, found);
                });
    }
}
