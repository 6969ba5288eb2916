package dev.berth.benchmarks.peer;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.replication.PGReplicationStream;

/** Reads a logical slot by the plain driver and throws away what it reads: no relay can be faster. */
public final class Slot implements AutoCloseable {

    private static final String NAME = "berth_bench";
    private static final byte INSERT = 'I';

    private final Connection connection;

    private Slot(Connection connection) {
        this.connection = connection;
    }

    /** Holds everything from now on; it goes with its connection. */
    public static Slot create(Postgres postgres) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("replication", "database");
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("assumeMinServerVersion", "15");
        Connection connection = postgres.connect(properties);
        connection
                .unwrap(PGConnection.class)
                .getReplicationAPI()
                .createReplicationSlot()
                .logical()
                .withSlotName(NAME)
                .withOutputPlugin("pgoutput")
                .withTemporaryOption()
                .make();
        return new Slot(connection);
    }

    /** Reads until so many new rows have been seen, and says how long it took. */
    public Duration discard(String publication, int rows) throws SQLException {
        long start = System.nanoTime();
        try (PGReplicationStream stream = stream(publication)) {
            for (int seen = 0; seen < rows; ) {
                ByteBuffer message = stream.read();
                if (message != null && message.get(message.position()) == INSERT) {
                    seen++;
                }
            }
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    private PGReplicationStream stream(String publication) throws SQLException {
        return connection
                .unwrap(PGConnection.class)
                .getReplicationAPI()
                .replicationStream()
                .logical()
                .withSlotName(NAME)
                .withSlotOption("proto_version", "1")
                .withSlotOption("publication_names", publication)
                .withStatusInterval(1, TimeUnit.SECONDS)
                .start();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
