package dev.berth.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NewIdTest {

    @Test
    void later_ids_come_later_in_an_index() {
        List<String> ids = IntStream.range(0, 10_000)
                .mapToObj(_ -> NewId.next().toString())
                .toList();

        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void an_id_is_a_uuid_of_version_7() {
        assertThat(NewId.next().version()).isEqualTo(7);
        assertThat(NewId.next().variant()).isEqualTo(UUID.randomUUID().variant());
    }

    @Test
    void ids_of_the_same_moment_differ_in_their_tails() {
        List<String> tails = IntStream.range(0, 1_000)
                .mapToObj(_ -> NewId.tail(NewId.next(), 8))
                .toList();

        assertThat(tails).doesNotHaveDuplicates().allMatch(tail -> tail.matches("[0-9a-f]{8}"));
    }
}
