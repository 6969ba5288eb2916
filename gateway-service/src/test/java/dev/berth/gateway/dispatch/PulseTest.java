package dev.berth.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.events.ContainerId;
import dev.berth.events.traffic.Demand;
import dev.berth.gateway.Histories;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PulseTest {

    private static final ContainerId WEB = new ContainerId(UUID.randomUUID());

    private static Demand demand(long millis, long generation, int queued, Map<String, Integer> inFlight) {
        return new Demand(
                "gateway", WEB, generation, queued, inFlight, 1, Histories.NOON.plusMillis(millis), Histories.NOON);
    }

    @Test
    void the_first_word_is_always_due() {
        assertThat(Pulse.due(Optional.empty(), demand(0, 0, 0, Map.of()))).isTrue();
    }

    @Test
    void every_change_is_due() {
        Optional<Demand> told = Optional.of(demand(0, 1, 1, Map.of("a", 1)));
        assertThat(Pulse.due(told, demand(1, 1, 2, Map.of("a", 1)))).isTrue();
        assertThat(Pulse.due(told, demand(1, 2, 1, Map.of("a", 1)))).isTrue();
        assertThat(Pulse.due(told, demand(1, 1, 1, Map.of("a", 2)))).isTrue();
        assertThat(Pulse.due(told, demand(1, 1, 1, Map.of("a", 1)))).isFalse();
    }

    @Test
    void what_is_under_way_is_repeated_each_second_and_what_is_over_is_not() {
        Optional<Demand> waiting = Optional.of(demand(0, 1, 1, Map.of()));
        assertThat(Pulse.due(waiting, demand(999, 1, 1, Map.of()))).isFalse();
        assertThat(Pulse.due(waiting, demand(1000, 1, 1, Map.of()))).isTrue();
        Optional<Demand> idle = Optional.of(demand(0, 1, 0, Map.of()));
        assertThat(Pulse.due(idle, demand(60_000, 1, 0, Map.of()))).isFalse();
    }

    @Test
    void it_is_over_when_nobody_waits_and_nothing_runs() {
        assertThat(Pulse.over(demand(0, 1, 0, Map.of()))).isTrue();
        assertThat(Pulse.over(demand(0, 1, 1, Map.of()))).isFalse();
        assertThat(Pulse.over(demand(0, 1, 0, Map.of("a", 1)))).isFalse();
    }
}
