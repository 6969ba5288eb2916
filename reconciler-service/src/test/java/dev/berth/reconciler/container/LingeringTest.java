package dev.berth.reconciler.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LingeringTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Lingering lingering = new Lingering();

    @Test
    void what_began_just_now_is_asked_for_soon() {
        assertThat(lingering.askAgain(NOON)).isEqualTo(NOON.plusSeconds(1));
        assertThat(lingering.askAgain(NOON.plusMillis(300))).isEqualTo(NOON.plusMillis(1_300));
    }

    @Test
    void what_takes_longer_is_asked_for_after_as_long_again() {
        lingering.askAgain(NOON);
        assertThat(lingering.askAgain(NOON.plusSeconds(4))).isEqualTo(NOON.plusSeconds(8));
    }

    @Test
    void it_is_asked_for_in_the_end_however_long_it_takes() {
        lingering.askAgain(NOON);
        assertThat(lingering.askAgain(NOON.plusSeconds(3_600))).isEqualTo(NOON.plusSeconds(3_610));
    }

    @Test
    void what_begins_after_an_end_is_new() {
        lingering.askAgain(NOON);
        lingering.end();
        assertThat(lingering.askAgain(NOON.plusSeconds(60))).isEqualTo(NOON.plusSeconds(61));
    }
}
