package dev.berth.reconciler.container;

import static dev.berth.reconciler.container.Examples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.events.ContainerId;
import dev.berth.reconciler.engine.Instance;
import dev.berth.reconciler.engine.InstanceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SightTest {

    private static final ContainerId HELLO = new ContainerId(UUID.randomUUID());

    private final Memory memory = new Memory();
    private final Sight sight = new Sight(
            (_, _, _) -> {
                throw new AssertionError("nobody is to be asked");
            },
            new Gateways(),
            _ -> {});

    @Test
    void an_instance_that_the_engine_is_ending_leaves_by_then() {
        Instant end = NOON.plusSeconds(30);

        assertThat(leaving(new Instance.Running(NOON, Map.of(), Optional.of(end))))
                .isEqualTo(new Seen.Stopping(end));
    }

    @Test
    void an_instance_that_was_told_to_end_leaves_since_then() {
        memory.stopping.put(new InstanceId("a"), NOON);

        assertThat(leaving(new Instance.Running(NOON, Map.of(), Optional.of(NOON.plusSeconds(30)))))
                .isEqualTo(new Seen.Stopping(NOON));
    }

    @Test
    void an_instance_that_was_buried_and_is_still_there_is_overdue() {
        memory.buried.add(new InstanceId("a"));

        assertThat(leaving(new Instance.Ended(1, Instance.Cause.OWN, NOON, NOON)))
                .isEqualTo(new Seen.Stopping(Instant.EPOCH));
    }

    @Test
    void an_instance_that_only_runs_stays() {
        assertThat(leaving(new Instance.Running(NOON, Map.of()))).isEqualTo(new Seen.Staying());
    }

    private Seen.Leaving leaving(Instance.State state) {
        Instance instance = new Instance(new InstanceId("a"), HELLO, 1, 1, "hash", state);
        return sight.seen(HELLO, memory, List.of(instance), NOON).getFirst().leaving();
    }
}
