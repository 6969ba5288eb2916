package dev.berth.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.events.ContainerId;
import dev.berth.events.spec.Port.Protocol;
import dev.berth.events.traffic.Demand;
import dev.berth.events.traffic.Endpoints;
import dev.berth.events.traffic.Endpoints.Instance;
import dev.berth.events.traffic.Endpoints.State;
import dev.berth.gateway.Histories;
import dev.berth.gateway.dispatch.Admission.Full;
import dev.berth.gateway.dispatch.Admission.Queued;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DispatcherTest {

    private final List<String> heard = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private final QueueBounds bounds = new QueueBounds(2, 3);
    private final ContainerId web = new ContainerId(UUID.randomUUID());
    private final Dispatcher dispatcher = dispatcher(web);
    private long generation;

    private Dispatcher dispatcher(ContainerId id) {
        return new Dispatcher(id, bounds, new Tidings() {
            @Override
            public void changed(Dispatcher dispatcher) {
                heard.add("changed");
            }

            @Override
            public void wake(Dispatcher dispatcher) {
                heard.add("wake");
            }

            @Override
            public void later(Runnable task, Duration delay) {
                later.add(task);
            }
        });
    }

    private void follow(int concurrency, Instance... instances) {
        dispatcher.follow(new Endpoints(web, ++generation, Duration.ofSeconds(3), concurrency, List.of(instances)));
    }

    private static Instance ready(String id) {
        return new Instance(id, 1, 1, "127.0.0.1", 1000, Protocol.HTTP1, State.READY);
    }

    private static Instance draining(String id) {
        return new Instance(id, 1, 1, "127.0.0.1", 1000, Protocol.HTTP1, State.DRAINING);
    }

    private static String id(Admission admission) {
        return ((Slot) admission).instance().id();
    }

    private Demand demand() {
        return dispatcher.demand("gateway", Histories.NOON);
    }

    private static final class Guest implements Waiter {
        private final List<Slot> admitted = new ArrayList<>();
        private int dismissals;

        @Override
        public void admitted(Slot slot) {
            admitted.add(slot);
        }

        @Override
        public void dismissed() {
            dismissals++;
        }
    }

    @Test
    void the_first_who_finds_nobody_awake_wakes() {
        assertThat(dispatcher.ask(new Guest())).isEqualTo(new Queued(true));
        assertThat(heard).contains("wake");
        assertThat(demand().queued()).isEqualTo(1);
    }

    @Test
    void who_finds_all_busy_waits_and_wakes_nobody() {
        follow(1, ready("a"));
        assertThat(id(dispatcher.ask(new Guest()))).isEqualTo("a");
        assertThat(dispatcher.ask(new Guest())).isEqualTo(new Queued(false));
        assertThat(heard).doesNotContain("wake");
        assertThat(demand().inFlight()).isEqualTo(Map.of("a", 1));
    }

    @Test
    void those_who_wait_go_in_the_order_in_which_they_came() {
        Guest first = new Guest();
        Guest second = new Guest();
        dispatcher.ask(first);
        dispatcher.ask(second);
        follow(1, ready("a"));
        assertThat(first.admitted).hasSize(1);
        assertThat(second.admitted).isEmpty();
        dispatcher.release(first.admitted.getFirst(), true);
        assertThat(second.admitted).hasSize(1);
    }

    @Test
    void queues_are_bounded_each_and_together() {
        assertThat(dispatcher.ask(new Guest())).isInstanceOf(Queued.class);
        Guest leaving = new Guest();
        assertThat(dispatcher.ask(leaving)).isInstanceOf(Queued.class);
        assertThat(dispatcher.ask(new Guest())).isInstanceOf(Full.class);
        Dispatcher other = dispatcher(new ContainerId(UUID.randomUUID()));
        assertThat(other.ask(new Guest())).isInstanceOf(Queued.class);
        assertThat(other.ask(new Guest())).isInstanceOf(Full.class);
        assertThat(dispatcher.leave(leaving)).isTrue();
        assertThat(dispatcher.leave(leaving)).isFalse();
        assertThat(other.ask(new Guest())).isInstanceOf(Queued.class);
    }

    @Test
    void the_least_busy_takes_the_next_and_equals_take_turns() {
        follow(0, ready("a"), ready("b"), ready("c"));
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            chosen.add(id(dispatcher.ask(new Guest())));
        }
        assertThat(chosen).containsOnly("a", "b", "c");
        assertThat(demand().inFlight()).isEqualTo(Map.of("a", 2, "b", 2, "c", 2));
    }

    @Test
    void a_draining_instance_gets_nothing_new_and_is_told_as_busy_until_it_is_not() {
        follow(0, ready("a"));
        Slot running = (Slot) dispatcher.ask(new Guest());
        follow(0, draining("a"), ready("b"));
        for (int i = 0; i < 3; i++) {
            assertThat(id(dispatcher.ask(new Guest()))).isEqualTo("b");
        }
        assertThat(demand().generation()).isEqualTo(2);
        assertThat(demand().inFlight()).containsEntry("a", 1);
        dispatcher.release(running, true);
        assertThat(demand().inFlight()).doesNotContainKey("a");
    }

    @Test
    void only_draining_instances_are_none() {
        follow(0, draining("a"));
        assertThat(dispatcher.awake()).isFalse();
        assertThat(dispatcher.ask(new Guest())).isEqualTo(new Queued(true));
    }

    @Test
    void an_instance_that_is_listed_no_more_is_finished_once_nothing_runs_in_it() {
        follow(0, ready("a"));
        Slot running = (Slot) dispatcher.ask(new Guest());
        follow(0);
        assertThat(running.finished()).isFalse();
        dispatcher.release(running, true);
        assertThat(running.finished()).isTrue();
    }

    @Test
    void an_instance_that_cannot_be_reached_is_left_alone_for_a_moment() {
        follow(0, ready("a"));
        Guest guest = new Guest();
        Slot unreachable = (Slot) dispatcher.ask(guest);
        dispatcher.unreachable(unreachable);
        assertThat(dispatcher.askAgain(guest)).isEqualTo(new Queued(false));
        assertThat(later).hasSize(1);
        long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (guest.admitted.isEmpty() && System.nanoTime() < deadline) {
            later.getFirst().run(); // does nothing before the moment is over
        }
        assertThat(guest.admitted).containsExactly(unreachable);
    }

    @Test
    void those_who_wait_in_vain_are_told_unless_somebody_is_awake() {
        Guest guest = new Guest();
        dispatcher.ask(guest);
        dispatcher.dismissUnlessAwake();
        assertThat(guest.dismissals).isEqualTo(1);
        assertThat(bounds.waiting()).isZero();
        follow(1, ready("a"));
        dispatcher.ask(new Guest());
        Guest patient = new Guest();
        dispatcher.ask(patient);
        dispatcher.dismissUnlessAwake();
        assertThat(patient.dismissals).isZero();
    }

    @Test
    void each_request_is_counted_once() {
        Guest guest = new Guest();
        dispatcher.ask(guest);
        dispatcher.leave(guest);
        dispatcher.askAgain(guest);
        assertThat(demand().requests()).isEqualTo(1);
    }
}
