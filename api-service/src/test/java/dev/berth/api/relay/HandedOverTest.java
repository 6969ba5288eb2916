package dev.berth.api.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HandedOverTest {

    private final HandedOver handedOver = new HandedOver();

    @Test
    void a_transaction_is_safe_once_all_of_its_rows_are() {
        List<Runnable> rows = transaction(2, 100);

        rows.get(1).run();
        assertThat(handedOver.safe()).isZero();
        rows.get(0).run();
        assertThat(handedOver.safe()).isEqualTo(100);
    }

    @Test
    void a_transaction_whose_rows_are_safe_before_it_ends_is_safe_when_it_ends() {
        handedOver.begin();
        handedOver.row().run();

        assertThat(handedOver.safe()).isZero();
        handedOver.commit(100);
        assertThat(handedOver.safe()).isEqualTo(100);
    }

    @Test
    void a_transaction_waits_for_those_before_it() {
        List<Runnable> first = transaction(1, 100);
        List<Runnable> second = transaction(1, 200);

        second.getFirst().run();
        assertThat(handedOver.safe()).isZero();
        first.getFirst().run();
        assertThat(handedOver.safe()).isEqualTo(200);
    }

    @Test
    void a_transaction_without_rows_is_safe() {
        transaction(0, 100);

        assertThat(handedOver.safe()).isEqualTo(100);
    }

    @Test
    void what_was_received_is_safe_when_nothing_is_left() {
        transaction(1, 100).getFirst().run();

        assertThat(handedOver.safe(150)).isEqualTo(150);
        assertThat(handedOver.safe()).isEqualTo(150);
    }

    @Test
    void what_was_received_is_not_safe_while_a_row_is_on_its_way() {
        transaction(1, 100);

        assertThat(handedOver.safe(150)).isZero();
    }

    @Test
    void what_was_received_is_not_safe_within_a_transaction() {
        handedOver.begin();

        assertThat(handedOver.safe(150)).isZero();
    }

    @Test
    void what_is_safe_stays_safe() {
        transaction(0, 100);

        assertThat(handedOver.safe(50)).isEqualTo(100); // a transaction that began early is received now
    }

    private List<Runnable> transaction(int rows, long end) {
        handedOver.begin();
        List<Runnable> safe = Stream.generate(handedOver::row).limit(rows).toList();
        handedOver.commit(end);
        return safe;
    }
}
