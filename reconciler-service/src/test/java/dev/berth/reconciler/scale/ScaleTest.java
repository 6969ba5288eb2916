package dev.berth.reconciler.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.events.spec.Scaling;
import dev.berth.reconciler.scale.Traffic.Need;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Scale.Windows WINDOWS = new Scale.Windows(Duration.ofSeconds(60), Duration.ofMinutes(15));
    private static final Scaling ZERO_TO_FIVE = new Scaling(0, 5, new Scaling.Concurrency(10));
    private static final Scaling TWO_TO_FIVE = new Scaling(2, 5, new Scaling.Concurrency(10));
    private static final Optional<Instant> ASLEEP = Optional.empty();

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "10, 1", "11, 2", "35, 4", "50, 5", "1000, 5"})
    void as_many_instances_as_requests_at_once_need(int requests, int copies) {
        Traffic traffic = new Traffic(
                List.of(new Need(NOON, Scale.need(new Scaling.Concurrency(10), requests))), Optional.empty(), requests);

        assertThat(Scale.decide(ZERO_TO_FIVE, traffic, ASLEEP, WINDOWS, NOON).copies())
                .isEqualTo(copies);
    }

    @Test
    void never_fewer_than_the_minimum() {
        assertThat(Scale.decide(TWO_TO_FIVE, Traffic.NONE, ASLEEP, WINDOWS, NOON))
                .isEqualTo(new Scale(2, 2, Optional.empty()));
    }

    @Test
    void a_burst_is_remembered_for_the_window() {
        Traffic traffic =
                new Traffic(List.of(new Need(NOON.minusSeconds(59), 4), new Need(NOON, 0.1)), Optional.of(NOON), 1);

        Scale scale = Scale.decide(ZERO_TO_FIVE, traffic, Optional.of(NOON), WINDOWS, NOON);

        assertThat(scale.copies()).isEqualTo(4);
        assertThat(scale.reviewAt()).contains(NOON.plusSeconds(1).plusMillis(1));
    }

    @Test
    void a_burst_is_forgotten_after_the_window() {
        Traffic traffic =
                new Traffic(List.of(new Need(NOON.minusSeconds(61), 4), new Need(NOON, 0.1)), Optional.of(NOON), 1);

        assertThat(Scale.decide(ZERO_TO_FIVE, traffic, Optional.of(NOON), WINDOWS, NOON)
                        .copies())
                .isEqualTo(1);
    }

    @Test
    void the_last_instance_stays_until_nobody_has_asked_for_the_idle_window() {
        Traffic traffic = new Traffic(List.of(), Optional.of(NOON.minus(Duration.ofMinutes(14))), 0);

        Scale scale = Scale.decide(ZERO_TO_FIVE, traffic, ASLEEP, WINDOWS, NOON);

        assertThat(scale).isEqualTo(new Scale(1, 1, Optional.of(NOON.plus(Duration.ofMinutes(1)))));
    }

    @Test
    void it_sleeps_after_the_idle_window() {
        Instant longAgo = NOON.minus(Duration.ofMinutes(15));

        Scale scale = Scale.decide(
                ZERO_TO_FIVE, new Traffic(List.of(), Optional.of(longAgo), 0), Optional.of(longAgo), WINDOWS, NOON);

        assertThat(scale).isEqualTo(new Scale(0, 0, Optional.empty()));
    }

    @Test
    void a_request_that_takes_longer_than_the_idle_window_keeps_its_instance() {
        Traffic traffic = new Traffic(List.of(), Optional.of(NOON.minus(Duration.ofHours(1))), 1);

        assertThat(Scale.decide(ZERO_TO_FIVE, traffic, ASLEEP, WINDOWS, NOON).copies())
                .isEqualTo(1);
    }

    @Test
    void a_container_that_just_started_is_not_put_to_sleep_at_once() {
        assertThat(Scale.decide(ZERO_TO_FIVE, Traffic.NONE, Optional.of(NOON), WINDOWS, NOON)
                        .copies())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"50, 1", "80, 1", "87, 1", "120, 2", "160, 2", "250, 4"})
    void use_of_the_cpu_is_held_near_the_target(double percentUsed, int copies) {
        Scaling scaling = new Scaling(1, 5, new Scaling.Cpu(80));
        Traffic traffic = new Traffic(List.of(new Need(NOON, Scale.need(percentUsed, 80))), Optional.empty(), 0);

        assertThat(Scale.decide(scaling, traffic, ASLEEP, WINDOWS, NOON).copies())
                .isEqualTo(copies);
    }

    @Test
    void where_somebody_else_finds_the_number_only_the_bounds_are_said() {
        Scaling scaling = new Scaling(2, 5, new Scaling.Cpu(80));
        Traffic busy = new Traffic(List.of(new Need(NOON, 4)), Optional.of(NOON), 1);

        assertThat(Scale.awakeOrNot(scaling, busy, Optional.of(NOON), WINDOWS, NOON))
                .isEqualTo(new Scale(2, 5, Optional.empty()));
    }

    @Test
    void where_somebody_else_finds_the_number_zero_is_still_said() {
        Traffic long_ago = new Traffic(List.of(), Optional.of(NOON.minus(Duration.ofHours(1))), 0);

        assertThat(Scale.awakeOrNot(ZERO_TO_FIVE, long_ago, ASLEEP, WINDOWS, NOON))
                .isEqualTo(new Scale(0, 0, Optional.empty()));
    }

    @Test
    void traffic_keeps_no_more_than_the_window() {
        Traffic traffic = Traffic.NONE;
        for (int second = 0; second < 1_000; second++) {
            traffic = traffic.with(new Need(NOON.plusSeconds(second), 1), Duration.ofSeconds(60));
        }

        assertThat(traffic.needs()).hasSize(61);
    }
}
