package dev.berth.api.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.api.store.Cursor;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every source of changes promises. */
@Timeout(120)
abstract class ChangeSourceConformance {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration MOMENT = Duration.ofMillis(20);

    private final LogWriter one = new LogWriter(connect());
    private final LogWriter other = new LogWriter(connect());
    private Takings takings = new Takings();
    private ChangeSource source;

    /** A connection to the database with the log. */
    abstract Connection connect();

    /** A source that goes on where the last one has confirmed. */
    abstract ChangeSource open() throws SQLException;

    /** What the source sees is confirmed, as a place in the write-ahead log. */
    abstract boolean isConfirmed(String place) throws SQLException;

    /** Takes away what the source reads from. */
    abstract void drop() throws SQLException;

    /** The one that is open. */
    final ChangeSource source() {
        return source;
    }

    @BeforeEach
    void begin() throws SQLException {
        source = open();
        source.start(takings);
    }

    @AfterEach
    void end() throws SQLException {
        source.close();
        one.close();
        other.close();
    }

    @Test
    void a_row_comes_as_it_was_written() throws SQLException {
        Cursor before = log().end();
        one.write("plain");
        one.write("žluťoučký 🐎 \"\\u0000\" \t\n '");
        one.write("x".repeat(6_000_000));
        one.commit();

        awaitNames(3);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(takings.rows())
                        .isEqualTo(log().rows(before, 10).rows().stream()
                                .map(LogRow.Placed::row)
                                .toList()));
    }

    @Test
    void transactions_come_in_the_order_of_their_commits() throws SQLException {
        one.write("began first");
        other.write("began later");
        other.commit();
        awaitNames("began later");
        other.write("began last");
        other.commit();
        one.commit();

        awaitNames("began later", "began last", "began first");
    }

    @Test
    void the_rows_of_a_transaction_come_together_in_the_order_of_writing() throws SQLException {
        one.write("a1");
        other.write("b1");
        one.write("a2");
        other.write("b2");
        one.write("a3");
        other.commit();
        one.commit();

        awaitNames("b1", "b2", "a1", "a2", "a3");
    }

    @Test
    void what_was_rolled_back_does_not_come() throws SQLException {
        one.write("never");
        one.rollback();
        one.write("committed");
        one.commit();

        awaitNames("committed");
    }

    @Test
    void what_is_not_safe_comes_again() throws SQLException {
        takings.keepUnsafe();
        one.write("a");
        one.commit();
        one.write("b");
        one.commit();
        awaitNames("a", "b");

        restart();

        awaitNames("a", "b");
    }

    @Test
    void a_transaction_of_which_one_row_is_not_safe_comes_again_whole() throws SQLException {
        takings.keepUnsafe("a2");
        one.write("a1");
        one.write("a2");
        one.write("a3");
        one.commit();
        one.write("b");
        one.commit();
        awaitNames("a1", "a2", "a3", "b");
        awaitIdle();

        restart();

        awaitNames("a1", "a2", "a3", "b");
    }

    @Test
    void what_is_safe_does_not_come_again() throws SQLException {
        one.write("a");
        one.commit();
        awaitNames("a");
        awaitConfirmed();

        restart();
        one.write("b");
        one.commit();

        awaitNames("b");
    }

    @Test
    void a_restart_amid_overlapping_transactions_skips_nothing_and_keeps_their_order() throws SQLException {
        try (LogWriter third = new LogWriter(connect())) {
            one.write("a1");
            third.write("c1");
            other.write("b1");
            other.commit();
            awaitNames("b1");
            awaitConfirmed();
            takings.keepUnsafe();
            other.write("d1");
            other.commit();
            third.write("c2");
            third.commit();
            awaitNames("b1", "d1", "c1", "c2");
            one.write("a2");

            restart();
            awaitNames("d1", "c1", "c2");
            other.write("e1");
            one.commit();
            other.commit();

            awaitNames("d1", "c1", "c2", "a1", "a2", "e1");
        }
    }

    @Test
    void a_transaction_that_began_before_all_that_is_confirmed_comes_after_a_restart() throws SQLException {
        one.write("long");
        other.write("short");
        other.commit();
        awaitNames("short");
        awaitConfirmed();

        restart();
        one.commit();
        awaitNames("long");

        restart();
        one.write("next");
        one.commit();
        awaitNames("long", "next");
    }

    @Test
    void what_concerns_nobody_is_confirmed() throws SQLException {
        for (int n = 0; n < 2; n++) {
            other.writeElsewhere();
            other.commit();
            awaitConfirmed();
        }
    }

    @Test
    void what_concerns_nobody_is_not_confirmed_past_what_is_not_safe() throws SQLException {
        takings.keepUnsafe();
        one.write("a");
        one.commit();
        awaitNames("a");
        other.writeElsewhere();
        other.commit();
        awaitIdle();

        restart();

        awaitNames("a");
    }

    @Test
    void it_fails_when_what_it_reads_from_is_gone() throws SQLException {
        one.write("a");
        one.commit();
        awaitNames("a");

        drop();

        assertThatThrownBy(() -> source.await(PATIENCE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ended");
    }

    @Test
    void it_fails_when_a_row_cannot_be_taken() throws SQLException {
        takings.refuse(new IllegalStateException("no room"));
        one.write("a");
        one.commit();

        assertThatThrownBy(() -> source.await(PATIENCE))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("no room");
    }

    @Test
    void it_closes_while_nothing_happens() throws SQLException {
        source.close();
        one.write("a");
        one.commit();

        assertThat(takings.rows()).isEmpty();
    }

    private LogDatabase log() {
        return new LogDatabase(other.connection(), "unused");
    }

    private void restart() throws SQLException {
        source.close();
        takings = takings.next();
        source = open();
        source.start(takings);
    }

    private void awaitNames(String... names) {
        await().atMost(PATIENCE).pollInterval(MOMENT).untilAsserted(() -> {
            source.await(MOMENT);
            assertThat(takings.names()).isEqualTo(List.of(names));
        });
    }

    private void awaitNames(int count) {
        await().atMost(PATIENCE)
                .pollInterval(MOMENT)
                .untilAsserted(() -> assertThat(takings.names()).hasSize(count));
    }

    /** Until all that is in the write-ahead log by now is confirmed. */
    private void awaitConfirmed() throws SQLException {
        String end = log().currentLsn();
        await().atMost(PATIENCE).pollInterval(MOMENT).until(() -> {
            source.await(MOMENT);
            return isConfirmed(end);
        });
    }

    /** Gives the source every occasion to confirm what it should not. */
    private void awaitIdle() {
        long until = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        await().atMost(PATIENCE).pollInterval(MOMENT).until(() -> {
            source.await(MOMENT);
            other.writeElsewhere();
            other.commit();
            return System.nanoTime() > until;
        });
    }
}
