package dev.berth.api.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.api.refusal.Refused;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {

    @Test
    void a_client_that_asks_for_nothing_gets_the_first_twenty() {
        assertThat(Paging.of(Optional.empty(), Optional.empty())).isEqualTo(new Paging(1, 20));
    }

    @ParameterizedTest
    @CsvSource({"2,50,2,50", "0,0,1,1", "-3,-1,1,1", "1,1001,1,1000", "99999999999999999999,5,2147483647,5"})
    void what_is_out_of_bounds_is_brought_within(String page, String size, int expectedPage, int expectedSize) {
        assertThat(Paging.of(Optional.of(page), Optional.of(size))).isEqualTo(new Paging(expectedPage, expectedSize));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1.5", "1e3", "0x1", " 1", "+1"})
    void what_is_no_number_is_refused(String page) {
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> Paging.of(Optional.of(page), Optional.empty()));
    }
}
