package dev.berth.reconciler.container;

import static dev.berth.reconciler.container.Examples.NOON;
import static dev.berth.reconciler.container.Examples.ONE;
import static dev.berth.reconciler.container.Examples.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.events.ContainerId;
import dev.berth.reconciler.container.Change.Drain;
import dev.berth.reconciler.container.Change.Remove;
import dev.berth.reconciler.container.Change.Start;
import dev.berth.reconciler.container.Change.Terminate;
import dev.berth.reconciler.container.Departures.Group;
import dev.berth.reconciler.container.Seen.Draining;
import dev.berth.reconciler.container.Seen.Leaving;
import dev.berth.reconciler.container.Seen.Staying;
import dev.berth.reconciler.container.Seen.Stopping;
import dev.berth.reconciler.engine.Instance;
import dev.berth.reconciler.engine.InstanceId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeparturesTest {

    private static final ContainerId HELLO = new ContainerId(UUID.randomUUID());

    @Test
    void those_that_drain_stay_and_those_that_were_told_to_end_do_not() {
        Seen leaving = seen("a", 1, new Draining(NOON, true));
        List<Seen> seen = List.of(
                leaving,
                seen("b", 1, new Staying()),
                seen("c", 1, new Draining(NOON, false)),
                seen("d", 1, new Stopping(NOON)));

        Departures departures = Departures.of(seen, List.of(new Terminate(leaving.instance())));

        assertThat(departures.told()).containsExactly(new Group(List.of(leaving.instance()), 2));
        assertThat(departures.removed()).isEmpty();
    }

    @Test
    void deployments_are_counted_apart() {
        Seen old = seen("a", 1, new Staying());
        Seen fresh = seen("b", 2, new Staying());

        Departures departures = Departures.of(
                List.of(old, fresh, seen("c", 2, new Staying())),
                List.of(new Remove(fresh.instance()), new Terminate(old.instance()), new Drain(old.instance())));

        assertThat(departures.told()).containsExactly(new Group(List.of(old.instance()), 0));
        assertThat(departures.removed()).containsExactly(new Group(List.of(fresh.instance()), 1));
    }

    @Test
    void those_that_are_started_meanwhile_stay() {
        Seen overdue = seen("a", 1, new Stopping(NOON));

        Departures departures =
                Departures.of(List.of(overdue), List.of(new Remove(overdue.instance()), new Start(target(1, ONE), 2)));

        assertThat(departures.removed()).containsExactly(new Group(List.of(overdue.instance()), 2));
    }

    private static Seen seen(String id, int deployment, Leaving leaving) {
        return new Seen(
                new Instance(
                        new InstanceId(id),
                        HELLO,
                        deployment,
                        deployment,
                        "hash",
                        new Instance.Running(NOON, Map.of())),
                new Readiness.Ready(NOON),
                leaving,
                0);
    }
}
