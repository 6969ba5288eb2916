package dev.berth.api.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "2, 2", "6, 10", "11, 20", "50000, 20"})
    void the_more_has_come_the_longer_is_the_rest(int rows, long millis) {
        assertThat(after(rows, new Pace())).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void what_came_before_the_last_rest_counts_no_more() {
        Pace pace = new Pace();
        after(10, pace);

        assertThat(after(1, pace)).isZero();
    }

    private static Duration after(int rows, Pace pace) {
        for (int i = 0; i < rows; i++) {
            pace.row();
        }
        return pace.rest();
    }
}
