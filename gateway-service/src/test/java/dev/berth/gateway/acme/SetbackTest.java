package dev.berth.gateway.acme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.gateway.acme.OrderFailed.Reason;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SetbackTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration FIRST = Duration.ofMinutes(5);

    private static List<Duration> pauses(int failures, Reason reason) {
        List<Duration> pauses = new ArrayList<>();
        Setback setback = Setback.NONE;
        for (int i = 0; i < failures; i++) {
            setback = setback.and(new OrderFailed(reason, "no"), FIRST, NOON);
            pauses.add(Duration.between(NOON, setback.next()));
        }
        return pauses;
    }

    private static OrderFailed limitedUntil(Instant time) {
        return new OrderFailed(Reason.LIMITED, new IOException("too many"), Optional.of(time));
    }

    @Test
    void pauses_double_up_to_a_day() {
        assertThat(pauses(4, Reason.REFUSED))
                .containsExactly(
                        Duration.ofMinutes(5), Duration.ofMinutes(10), Duration.ofMinutes(20), Duration.ofMinutes(40));
        assertThat(pauses(1000, Reason.REFUSED).getLast()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void no_host_pays_for_an_authority_that_is_away() {
        assertThat(pauses(1000, Reason.UNREACHABLE).getLast()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void an_authority_may_want_to_be_left_alone_for_longer_and_not_for_less() {
        Instant nextWeek = NOON.plus(Duration.ofDays(7));
        assertThat(Setback.NONE.and(limitedUntil(nextWeek), FIRST, NOON).next()).isEqualTo(nextWeek);
        assertThat(Setback.NONE
                        .and(limitedUntil(NOON.plusSeconds(1)), FIRST, NOON)
                        .next())
                .isEqualTo(NOON.plus(FIRST));
    }

    @Test
    void it_allows_the_next_order_when_its_time_has_come() {
        Setback setback = Setback.NONE.and(new OrderFailed(Reason.REFUSED, "no"), FIRST, NOON);
        assertThat(setback.allows(NOON.plus(FIRST).minusNanos(1))).isFalse();
        assertThat(setback.allows(NOON.plus(FIRST))).isTrue();
        assertThat(Setback.NONE.allows(NOON)).isTrue();
    }
}
