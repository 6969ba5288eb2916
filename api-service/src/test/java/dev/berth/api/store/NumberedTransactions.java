package dev.berth.api.store;

import dev.berth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.stream.LongStream;

/** Events as transactions of given numbers would have written them. */
public final class NumberedTransactions {

    /** All around powers of ten, not in their order, and all so low that no server is still there. */
    private static final long[] NUMBERS = {10, 100, 9, 99, 11, 8, 101};

    /** Writes one event each, of which the correlation is the number. */
    public static void write(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into event (tx, event_id, stream_kind, stream_id, version, organization_id, time, type,"
                                + " actor, correlation, body) values (?::text::xid8, gen_random_uuid(), 'namespace',"
                                + " gen_random_uuid(), 1, gen_random_uuid(), now(), 'dev.berth.namespace.deleted.v1',"
                                + " 'berth/test', ?, '{\"id\": \"00000000-0000-4000-8000-000000000001\"}')")) {
            for (long number : NUMBERS) {
                insert.setString(1, Long.toString(number));
                insert.setString(2, Long.toString(number));
                insert.executeUpdate();
            }
        }
    }

    /** The correlations in the order of the log. */
    public static String[] inOrder() {
        return LongStream.of(NUMBERS).sorted().mapToObj(Long::toString).toArray(String[]::new);
    }

    private NumberedTransactions() {}
}
