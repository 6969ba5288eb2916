package dev.berth.api.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.events.CloudEventCodec;
import dev.berth.testing.TestDatabase;
import dev.berth.testing.TestServers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventLogIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void the_log_is_paged_by_the_numbers_of_transactions_not_by_their_digits() throws SQLException {
        TestDatabase database = TestServers.shared().freshDatabase();
        try (StoreOnPostgres postgres = new StoreOnPostgres(database)) {
            NumberedTransactions.write(database);

            // nothing is read while the server has a transaction that began earlier
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(correlations(new EventLog(postgres.mutiny())))
                        .containsExactly(NumberedTransactions.inOrder());
                assertThat(correlations(postgres.store())).containsExactly(NumberedTransactions.inOrder());
            });
        }
    }

    private static List<String> correlations(EventLog log) {
        List<String> correlations = new ArrayList<>();
        EventLog.Part part = log.readAll(Cursor.START, 2).await().atMost(SOON);
        while (!part.entries().isEmpty()) {
            part.entries().forEach(entry -> correlations.add(entry.headers().get(CloudEventCodec.CORRELATION)));
            part = log.readAll(part.next(), 2).await().atMost(SOON);
        }
        return correlations;
    }

    private static List<String> correlations(EventStore store) {
        List<String> correlations = new ArrayList<>();
        Page page = store.readAll(Cursor.START, 2).await().atMost(SOON);
        while (!page.events().isEmpty()) {
            page.events().forEach(event -> correlations.add(event.provenance().correlation()));
            page = store.readAll(page.next(), 2).await().atMost(SOON);
        }
        return correlations;
    }
}
