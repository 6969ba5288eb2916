package dev.berth.api.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AcknowledgedTest {

    private final Acknowledged partition = new Acknowledged(40);

    @Test
    void begins_where_the_partition_ends() {
        assertThat(partition.positions()).isEmpty();
        assertThat(partition.first()).isEqualTo(40);
    }

    @Test
    void remembers_more_than_it_had_room_for_at_first() {
        LongStream.range(0, 1000).forEach(n -> partition.add(7000 + n, 40 + n));

        assertThat(partition.positions())
                .containsExactlyElementsOf(LongStream.range(7000, 8000).boxed().toList());
        assertThat(partition.first()).isEqualTo(40);
    }

    @Test
    void the_first_that_is_left_may_lie_behind_ones_that_were_forgotten() {
        partition.add(5, 40);
        partition.add(9, 41);
        partition.add(6, 42);

        partition.forget(position -> position < 7);

        assertThat(partition.positions()).containsExactly(9L);
        assertThat(partition.first()).isEqualTo(41);
    }

    @Test
    void once_all_is_forgotten_the_partition_ends_behind_the_last() {
        partition.add(5, 40);
        partition.add(6, 43);

        partition.forget(_ -> true);

        assertThat(partition.positions()).isEmpty();
        assertThat(partition.first()).isEqualTo(44);
    }

    @Test
    void what_comes_after_some_was_forgotten_is_remembered() {
        partition.add(5, 40);
        partition.forget(position -> position == 5);
        partition.add(8, 50);

        assertThat(partition.positions()).containsExactly(8L);
        assertThat(partition.first()).isEqualTo(50);
    }

    @Test
    void a_repeat_without_an_offset_lies_where_the_next_record_would() {
        partition.add(5, 40);
        partition.addRepeat(5);
        partition.forget(_ -> true);

        assertThat(partition.first()).isEqualTo(42);
    }
}
