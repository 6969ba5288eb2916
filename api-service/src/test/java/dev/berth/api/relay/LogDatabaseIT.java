package dev.berth.api.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.store.Cursor;
import dev.berth.api.store.NumberedTransactions;
import dev.berth.api.store.StoreOnPostgres;
import dev.berth.testing.TestDatabase;
import dev.berth.testing.TestServers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogDatabaseIT {

    @Test
    void the_log_is_paged_by_the_numbers_of_transactions_not_by_their_digits() throws SQLException {
        TestDatabase database = TestServers.shared().freshDatabase();
        StoreOnPostgres.migrate(database);
        NumberedTransactions.write(database);

        try (LogDatabase log = new LogDatabase(database.connect(), "unused")) {
            List<String> correlations = new ArrayList<>();
            List<LogRow.Placed> page = log.rows(Cursor.START, 2).rows();
            while (!page.isEmpty()) {
                page.forEach(placed -> correlations.add(placed.row().correlation()));
                page = log.rows(page.getLast().cursor(), 2).rows();
            }

            assertThat(correlations).containsExactly(NumberedTransactions.inOrder());
            assertThat(log.end().transaction()).isEqualTo(101);
        }
    }
}
