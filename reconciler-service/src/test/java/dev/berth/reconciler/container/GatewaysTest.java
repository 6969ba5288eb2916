package dev.berth.reconciler.container;

import static dev.berth.reconciler.container.Examples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.events.ContainerId;
import dev.berth.events.traffic.Demand;
import dev.berth.reconciler.engine.InstanceId;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GatewaysTest {

    private static final InstanceId LEAVING = new InstanceId("a");

    private final ContainerId id = new ContainerId(UUID.randomUUID());
    private final ContainerId other = new ContainerId(UUID.randomUUID());
    private final Gateways gateways = new Gateways();

    @Test
    void requests_of_all_gateways_count() {
        gateways.hear(demand("one", id, 1, 2, Map.of("a", 3)), NOON);
        gateways.hear(demand("two", id, 1, 0, Map.of("a", 1, "b", 1)), NOON);

        assertThat(gateways.underWay(id, NOON)).isEqualTo(7);
        assertThat(gateways.queued(id, NOON)).isEqualTo(2);
        assertThat(gateways.inFlight(id, LEAVING, NOON)).isEqualTo(4);
    }

    @Test
    void a_gateway_that_fell_silent_has_nothing_under_way() {
        gateways.hear(demand("one", id, 1, 2, Map.of("a", 3)), NOON);

        assertThat(gateways.underWay(id, NOON.plusSeconds(10))).isZero();
    }

    @Test
    void without_a_gateway_an_instance_is_free_after_two_seconds() {
        assertThat(free(NOON.plusMillis(1_999))).isFalse();
        assertThat(free(NOON.plusSeconds(2))).isTrue();
    }

    @Test
    void an_instance_is_free_when_every_gateway_knows_and_none_has_a_request_in_it() {
        gateways.hear(demand("one", id, 5, 0, Map.of()), NOON);
        gateways.hear(demand("two", id, 4, 0, Map.of()), NOON);
        assertThat(free(NOON)).isFalse();

        gateways.hear(demand("two", id, 5, 0, Map.of("a", 1)), NOON);
        assertThat(free(NOON)).isFalse();

        gateways.hear(demand("two", id, 5, 0, Map.of("b", 1)), NOON);
        assertThat(free(NOON)).isTrue();
    }

    @Test
    void a_gateway_that_serves_others_only_is_waited_for_but_not_for_ever() {
        gateways.hear(demand("one", other, 9, 0, Map.of()), NOON);
        gateways.hear(demand("one", other, 9, 0, Map.of()), NOON.plusSeconds(9));

        assertThat(free(NOON.plusSeconds(9))).isFalse();
        assertThat(free(NOON.plusSeconds(10))).isTrue();
    }

    private boolean free(Instant now) {
        return gateways.free(id, LEAVING, 5, NOON, now);
    }

    private static Demand demand(
            String gateway, ContainerId container, long generation, int queued, Map<String, Integer> inFlight) {
        return new Demand(gateway, container, generation, queued, inFlight, 1, NOON, NOON);
    }
}
