package dev.berth.api.dialect.scaleway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({"300s,300s", "300.000000000s,300s", "0.5s,0.5s", "1.000000001s,1.000000001s", "0s,0s", "10.10s,10.1s"})
    void a_duration_is_written_as_short_as_can_be(String given, String written) {
        assertThat(Durations.parse(given).map(Durations::format)).contains(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "300", "-1s", "1.s", ".5s", "1m", "1e3s", "300S", " 300s", "1.0000000001s", "٣s"})
    void what_is_no_duration_is_not_taken_for_one(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @Test
    void ten_milliseconds_have_leading_zeros() {
        assertThat(Durations.format(Duration.ofMillis(10))).isEqualTo("0.01s");
    }
}
