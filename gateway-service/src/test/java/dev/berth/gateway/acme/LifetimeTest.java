package dev.berth.gateway.acme;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LifetimeTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static Lifetime lasting(Duration duration) {
        return new Lifetime(NOON, NOON.plus(duration));
    }

    @Test
    void a_certificate_is_renewed_when_a_third_of_its_life_is_left() {
        Lifetime quarter = lasting(Duration.ofDays(90));
        assertThat(quarter.isDue(NOON.plus(Duration.ofDays(59)))).isFalse();
        assertThat(quarter.isDue(NOON.plus(Duration.ofDays(60)))).isTrue();
    }

    @Test
    void one_that_lives_for_days_too() {
        Lifetime week = lasting(Duration.ofHours(160));
        assertThat(week.isDue(NOON.plus(Duration.ofHours(106)))).isFalse();
        assertThat(week.isDue(NOON.plus(Duration.ofHours(107)))).isTrue();
    }

    @Test
    void one_that_has_ended_is_due() {
        assertThat(lasting(Duration.ofDays(90)).isDue(NOON.plus(Duration.ofDays(900))))
                .isTrue();
    }
}
