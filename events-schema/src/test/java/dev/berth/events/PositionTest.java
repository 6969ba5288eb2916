package dev.berth.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.events.Position.Step;
import org.junit.jupiter.api.Test;

class PositionTest {

    private static final Position THIRD = new Position(3);

    @Test
    void a_stream_starts_with_its_first_event() {
        assertThat(Position.START.step(1)).isEqualTo(Step.TAKE);
        assertThat(Position.START.step(2)).isEqualTo(Step.HEAL);
    }

    @Test
    void the_next_event_is_taken() {
        assertThat(THIRD.step(4)).isEqualTo(Step.TAKE);
    }

    @Test
    void an_event_that_was_taken_before_is_skipped() {
        assertThat(THIRD.step(3)).isEqualTo(Step.SKIP);
        assertThat(THIRD.step(1)).isEqualTo(Step.SKIP);
    }

    @Test
    void an_event_after_a_hole_waits_until_the_hole_is_healed() {
        assertThat(THIRD.step(5)).isEqualTo(Step.HEAL);
    }
}
