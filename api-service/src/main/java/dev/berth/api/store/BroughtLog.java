package dev.berth.api.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jboss.logging.Logger;

/**
 * Looks after a log that another server wrote and a dump brought here. Its events bear numbers of transactions which this
 * server is yet to give: until then nobody would read them, and what is new would come before them. So the numbers are used
 * up first, before anything reads or writes the log.
 */
public final class BroughtLog implements Callback {

    private static final Logger LOG = Logger.getLogger(BroughtLog.class);

    /** A second or so. */
    private static final long AT_A_TIME = 200_000;

    /** How many numbers there are from the next one on up to the last in the log; none for a log that is of this server. */
    private static final String AHEAD = "select coalesce((select tx::text::bigint from event"
            + " order by event.tx desc, position desc limit 1), 0)"
            + " - pg_snapshot_xmax(pg_current_snapshot())::text::bigint + 1";

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.AFTER_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return false;
    }

    @Override
    public void handle(Event event, Context context) {
        try {
            catchUp(context.getConnection());
        } catch (SQLException failure) {
            throw new FlywayException("cannot use up the numbers of transactions that the log has already", failure);
        }
    }

    private static void catchUp(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            long ahead = ahead(statement);
            if (ahead <= 0) {
                return;
            }
            LOG.infof("The log was written on another server: using up the numbers of its %d transactions", ahead);
            statement.execute("set synchronous_commit = off");
            for (; ahead > 0; ahead = ahead(statement)) {
                statement.execute("do $$ begin for i in 1 .. " + Math.min(ahead, AT_A_TIME)
                        + " loop perform pg_current_xact_id(); commit; end loop; end $$");
                LOG.debugf("%d to go", ahead);
            }
            statement.execute("reset synchronous_commit");
            LOG.info("The log can be read and written");
        }
    }

    private static long ahead(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery(AHEAD)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public String getCallbackName() {
        return "brought-log";
    }
}
