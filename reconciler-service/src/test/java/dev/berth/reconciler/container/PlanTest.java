package dev.berth.reconciler.container;

import static dev.berth.reconciler.container.Examples.FROM_ZERO;
import static dev.berth.reconciler.container.Examples.NOON;
import static dev.berth.reconciler.container.Examples.ONE;
import static dev.berth.reconciler.container.Examples.keeping;
import static dev.berth.reconciler.container.Examples.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.events.ContainerId;
import dev.berth.events.spec.Failure;
import dev.berth.events.spec.Scaling;
import dev.berth.reconciler.container.Change.Bury;
import dev.berth.reconciler.container.Change.Drain;
import dev.berth.reconciler.container.Change.Exit;
import dev.berth.reconciler.container.Change.Lifeless;
import dev.berth.reconciler.container.Change.Remove;
import dev.berth.reconciler.container.Change.Silence;
import dev.berth.reconciler.container.Change.Start;
import dev.berth.reconciler.container.Change.Terminate;
import dev.berth.reconciler.container.Change.Undrain;
import dev.berth.reconciler.container.Readiness.Dead;
import dev.berth.reconciler.container.Readiness.Ready;
import dev.berth.reconciler.container.Readiness.Starting;
import dev.berth.reconciler.container.Readiness.Unready;
import dev.berth.reconciler.container.Seen.Draining;
import dev.berth.reconciler.container.Seen.Leaving;
import dev.berth.reconciler.container.Seen.Staying;
import dev.berth.reconciler.container.Seen.Stopping;
import dev.berth.reconciler.container.Wanted.Failed;
import dev.berth.reconciler.container.Wanted.Gone;
import dev.berth.reconciler.container.Wanted.Pending;
import dev.berth.reconciler.container.Wanted.Phase;
import dev.berth.reconciler.container.Wanted.Running;
import dev.berth.reconciler.container.Wanted.Succeeded;
import dev.berth.reconciler.container.Wanted.Unheard;
import dev.berth.reconciler.engine.Address;
import dev.berth.reconciler.engine.Instance;
import dev.berth.reconciler.engine.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static final ContainerId HELLO = new ContainerId(UUID.randomUUID());
    private static final Rules RULES =
            new Rules(3, Duration.ofSeconds(60), Duration.ofSeconds(10), Duration.ofSeconds(60));
    private static final Phase ANSWERING = new Succeeded(0, false);
    private static final Failure CRASH = new Failure(Failure.Reason.EXITED, "exited with code 1 after 0.3 s");

    @Test
    void nothing_is_done_about_a_container_that_was_never_heard_of() {
        Plan plan = plan(new Unheard(), 0, ready("a", target(1, ONE)));

        assertThat(plan.changes()).isEmpty();
        assertThat(plan.route()).isEqualTo(new Route.Untold());
    }

    @Nested
    class A_new_deployment {

        @Test
        void starts_as_many_instances_as_are_wanted() {
            Target three = target(1, new Scaling(3, 5, new Scaling.Concurrency(10)));

            assertThat(plan(pending(three), 3).changes()).containsExactly(new Start(three, 3));
        }

        @Test
        void is_tried_with_one_instance_even_when_nobody_asks_for_it() {
            Target sleeper = target(1, FROM_ZERO);

            assertThat(plan(pending(sleeper), 0).changes()).containsExactly(new Start(sleeper, 1));
        }

        @Test
        void starts_nothing_before_its_image_is_pinned() {
            Target unpinned = new Target(
                    target(1, ONE).deployment(),
                    target(1, ONE).spec(),
                    Optional.empty(),
                    target(1, ONE).shared());

            assertThat(plan(pending(unpinned), 1).changes()).isEmpty();
        }

        @Test
        void is_ready_when_it_answers() {
            Target first = target(1, ONE);

            Plan plan = plan(pending(first), 1, ready("a", first));

            assertThat(plan.findings()).containsExactly(new Finding.Ready(first.deployment()));
            assertThat(taking(plan)).containsExactly("a");
        }

        @Test
        void is_not_ready_while_it_only_runs() {
            Target first = target(1, ONE);

            Plan plan = plan(pending(first), 1, starting("a", first, NOON.minusSeconds(1)));

            assertThat(plan.findings()).isEmpty();
            assertThat(taking(plan)).isEmpty();
            assertThat(plan.lookAgain()).contains(NOON.plusSeconds(59));
        }

        @Test
        void starts_beside_the_one_that_answers() {
            Target old = target(1, ONE);
            Target fresh = target(2, ONE);

            Plan plan = plan(pending(fresh, old), 1, ready("a", old));

            assertThat(plan.changes()).containsExactly(new Start(fresh, 1));
            assertThat(taking(plan)).containsExactly("a");
        }

        @Test
        void takes_the_traffic_only_when_all_of_it_is_ready() {
            Scaling two = new Scaling(2, 5, new Scaling.Concurrency(10));
            Target old = target(1, two);
            Target fresh = target(2, two);

            Plan plan = plan(
                    pending(fresh, old),
                    2,
                    ready("a", old),
                    ready("b", old),
                    ready("c", fresh),
                    starting("d", fresh, NOON));

            assertThat(plan.changes()).isEmpty();
            assertThat(taking(plan)).containsExactly("a", "b");
        }

        @Test
        void takes_the_traffic_and_has_the_old_one_drained() {
            Target old = target(1, ONE);
            Target fresh = target(2, ONE);
            Seen before = ready("a", old);

            Plan plan = plan(pending(fresh, old), 1, before, ready("b", fresh));

            assertThat(plan.changes()).containsExactly(new Drain(before.instance()));
            assertThat(taking(plan)).containsExactly("b");
            assertThat(draining(plan)).containsExactly("a");
            assertThat(plan.findings()).containsExactly(new Finding.Ready(fresh.deployment()));
        }

        @Test
        void that_was_overtaken_ends_without_a_word() {
            Target old = target(1, ONE);
            Target newest = target(3, ONE);
            Seen overtaken = starting("b", target(2, ONE), NOON);

            Plan plan = plan(pending(newest, old), 1, ready("a", old), overtaken);

            assertThat(plan.changes())
                    .containsExactlyInAnyOrder(new Terminate(overtaken.instance()), new Start(newest, 1));
            assertThat(taking(plan)).containsExactly("a");
        }

        @Test
        void lets_one_go_on_whose_success_the_log_has_not_heard_yet() {
            Target unheard = target(1, ONE);
            Target fresh = target(2, ONE);

            Plan plan = plan(pending(fresh), 1, ready("a", unheard));

            assertThat(plan.changes()).containsExactly(new Start(fresh, 1));
            assertThat(taking(plan)).containsExactly("a");
        }

        @Test
        void is_not_stood_in_for_by_one_that_was_replaced_before_it() {
            Target good = target(2, ONE);
            Target fresh = target(3, ONE);

            Plan plan = plan(pending(fresh, good), 1, ready("a", target(1, ONE)), starting("b", good, NOON));

            assertThat(taking(plan)).isEmpty();
        }

        @Test
        void wakes_the_sleeping_one_before_it_when_requests_wait() {
            Target old = target(1, FROM_ZERO);
            Target fresh = target(2, FROM_ZERO);

            Plan plan = Plan.between(
                    pending(fresh, old),
                    new Observed(List.of(starting("b", fresh, NOON)), Copies.exactly(1), Copies.exactly(1), Map.of()),
                    RULES,
                    NOON);

            assertThat(plan.changes()).containsExactly(new Start(old, 1));
        }
    }

    @Nested
    class A_deployment_whose_number_the_engine_finds {

        private static final Scaling BY_CPU = new Scaling(0, 3, new Scaling.Cpu(80));
        private final Target old = target(1, BY_CPU);
        private final Target fresh = target(2, BY_CPU);

        @Test
        void may_have_more_instances_than_are_wanted() {
            Plan plan = plan(
                    running(old, ANSWERING),
                    Map.of(),
                    new Copies(1, 3),
                    ready("a", old),
                    ready("b", old),
                    ready("c", old));

            assertThat(plan.changes()).isEmpty();
            assertThat(taking(plan)).containsExactly("a", "b", "c");
        }

        @Test
        void may_not_have_more_than_it_may() {
            Seen newest = ready("d", old);

            Plan plan = plan(
                    running(old, ANSWERING),
                    Map.of(),
                    new Copies(1, 3),
                    newest,
                    ready("a", old),
                    ready("b", old),
                    ready("c", old));

            assertThat(plan.changes()).singleElement().isInstanceOf(Drain.class);
        }

        @Test
        void begins_with_as_many_as_answered_before() {
            Plan plan = plan(pending(fresh, old), Map.of(), new Copies(1, 3), ready("a", old), ready("b", old));

            assertThat(plan.changes()).containsExactly(new Start(fresh, 2));
        }

        @Test
        void is_put_to_sleep_whole() {
            Plan plan = plan(running(old, ANSWERING), Map.of(), Copies.NONE, ready("a", old), ready("b", old));

            assertThat(plan.changes()).hasSize(2).allMatch(Drain.class::isInstance);
        }
    }

    @Nested
    class A_deployment_that_writes_to_volumes {

        private final Target old = keeping(1, ONE, false);
        private final Target fresh = keeping(2, ONE, false);

        @Test
        void has_the_one_before_it_make_way() {
            Seen before = ready("a", old);

            Plan plan = plan(pending(fresh, old), 1, before);

            assertThat(plan.changes()).containsExactly(new Drain(before.instance()));
            assertThat(taking(plan)).isEmpty();
            assertThat(draining(plan)).containsExactly("a");
        }

        @Test
        void starts_only_when_that_one_has_ended_and_gone() {
            Seen ending = seen("a", old, new Ready(NOON), new Stopping(NOON), NOON);
            assertThat(plan(pending(fresh, old), 1, ending).changes()).isEmpty();

            Seen ended = ended("a", old, 0);
            assertThat(plan(pending(fresh, old), 1, ended).changes())
                    .noneMatch(Start.class::isInstance)
                    .isNotEmpty();

            assertThat(plan(pending(fresh, old), 1).changes()).containsExactly(new Start(fresh, 1));
        }

        @Test
        void leaves_the_one_before_it_alone_until_its_image_is_pinned() {
            Target unpinned = new Target(fresh.deployment(), fresh.spec(), Optional.empty(), fresh.shared());

            Plan plan = plan(pending(unpinned, old), 1, ready("a", old));

            assertThat(plan.changes()).isEmpty();
            assertThat(taking(plan)).containsExactly("a");
        }

        @Test
        void has_nothing_run_while_it_is_about_to_be_tried_again() {
            Instant later = NOON.plusMillis(300);

            Plan plan = plan(pending(fresh, old), Map.of(2, trouble(1, later)), 1);

            assertThat(plan.changes()).isEmpty();
            assertThat(plan.lookAgain()).contains(later);
        }

        @Test
        void makes_way_for_the_one_before_it_when_it_is_given_up() {
            Seen left = starting("b", fresh, NOON);

            Plan plan = plan(pending(fresh, old), Map.of(2, trouble(3, NOON)), 1, left);
            assertThat(plan.findings()).containsExactly(new Finding.Broken(fresh.deployment(), CRASH, Optional.of(1)));
            assertThat(plan.changes()).containsExactly(new Terminate(left.instance()));

            assertThat(plan(running(fresh, new Failed(), Optional.of(old), Set.of(2)), 1)
                            .changes())
                    .containsExactly(new Start(old, 1));
        }

        @Test
        void waits_for_one_of_which_nobody_knows_what_it_was() {
            Seen overtaken = seen("b", target(2, ONE), new Ready(NOON), new Stopping(NOON), NOON);

            assertThat(plan(pending(keeping(3, ONE, false), old), 1, overtaken).changes())
                    .isEmpty();
        }

        @Test
        void is_not_started_a_second_time_before_the_first_has_ended() {
            Seen ending = seen("a", old, new Ready(NOON), new Stopping(NOON), NOON);

            assertThat(plan(running(old, ANSWERING), 1, ending).changes()).isEmpty();
        }

        @Test
        void stands_beside_one_that_writes_nowhere() {
            Target reader = keeping(1, ONE, true);

            Plan plan = plan(pending(fresh, reader), 1, ready("a", reader));

            assertThat(plan.changes()).containsExactly(new Start(fresh, 1));
            assertThat(taking(plan)).containsExactly("a");
        }

        @Test
        void has_one_instance_however_many_it_may_have() {
            Scaling many = new Scaling(2, 5, new Scaling.Concurrency(10));

            assertThat(keeping(1, many, false).scaling()).isEqualTo(new Scaling(1, 1, new Scaling.Concurrency(10)));
            assertThat(keeping(1, many, true).scaling()).isEqualTo(many);
        }
    }

    @Nested
    class A_deployment_in_trouble {

        @Test
        void has_its_fallen_instance_buried() {
            Target first = target(1, ONE);
            Seen fallen = ended("a", first, 1);

            Plan plan = plan(pending(first), 1, fallen);

            assertThat(plan.changes()).contains(new Bury(fallen.instance(), first, new Exit(end(fallen))));
        }

        @Test
        void starts_again_only_when_the_pause_is_over() {
            Target first = target(1, ONE);
            Instant later = NOON.plusMillis(300);

            Plan plan = plan(pending(first), Map.of(1, trouble(1, later)), 1);

            assertThat(plan.changes()).isEmpty();
            assertThat(plan.lookAgain()).contains(later);
        }

        @Test
        void is_given_up_after_three_falls_and_the_old_one_goes_on() {
            Target old = target(1, ONE);
            Target fresh = target(2, ONE);

            Plan plan = plan(pending(fresh, old), Map.of(2, trouble(3, NOON)), 1, ready("a", old));

            assertThat(plan.findings()).containsExactly(new Finding.Broken(fresh.deployment(), CRASH, Optional.of(1)));
            assertThat(plan.changes()).isEmpty();
            assertThat(taking(plan)).containsExactly("a");
        }

        @Test
        void is_given_up_at_once_when_trying_again_cannot_help() {
            Target first = target(1, ONE);
            Trouble hopeless = Trouble.NONE.and(CRASH, true, NOON);

            Plan plan = plan(pending(first), Map.of(1, hopeless), 1);

            assertThat(plan.findings())
                    .containsExactly(new Finding.Broken(first.deployment(), CRASH, Optional.empty()));
            assertThat(plan.changes()).isEmpty();
        }

        @Test
        void ends_what_is_left_of_it_once_it_is_given_up() {
            Target old = target(1, ONE);
            Target fresh = target(2, ONE);
            Seen left = starting("b", fresh, NOON);

            Plan plan = plan(running(fresh, new Failed(), Optional.of(old), Set.of(2)), 1, ready("a", old), left);

            assertThat(plan.changes()).containsExactly(new Terminate(left.instance()));
            assertThat(taking(plan)).containsExactly("a");
        }

        @Test
        void has_the_last_good_one_started_again_when_it_is_not_there() {
            Target old = target(1, ONE);
            Wanted failed = running(target(2, ONE), new Failed(), Optional.of(old), Set.of(2));

            Plan plan = Plan.between(
                    failed, new Observed(List.of(), Copies.exactly(1), Copies.exactly(1), Map.of()), RULES, NOON);

            assertThat(plan.changes()).containsExactly(new Start(old, 1));
        }

        @Test
        void never_serves_once_it_has_failed() {
            Target late = target(2, ONE);
            Seen answersAtLast = ready("b", late);

            Plan plan = plan(running(late, new Failed(), Optional.empty(), Set.of(2)), 1, answersAtLast);

            assertThat(taking(plan)).isEmpty();
            assertThat(plan.changes()).containsExactly(new Drain(answersAtLast.instance()));
        }

        @Test
        void has_an_instance_buried_that_does_not_answer_in_time() {
            Target first = target(1, ONE);
            Seen silent = starting("a", first, NOON.minusSeconds(60));

            assertThat(plan(pending(first), 1, silent).changes())
                    .contains(new Bury(silent.instance(), first, new Silence("connection refused")));
        }

        @Test
        void waits_for_the_answer_of_one_that_ran_already_when_a_reconciler_began() {
            Target first = target(1, ONE);
            Seen unasked = seen("a", first, new Starting(""), new Staying(), NOON.minusSeconds(3600));

            Plan plan = plan(pending(first), 1, unasked);

            assertThat(plan.changes()).isEmpty();
            assertThat(plan.lookAgain()).isPresent();
        }

        @Test
        void has_a_lifeless_instance_replaced() {
            Target first = target(1, ONE);
            Seen dead = seen("a", first, new Dead("answered 500"), new Staying(), NOON);

            Plan plan = plan(running(first, ANSWERING), 1, dead);

            assertThat(plan.changes()).containsExactly(new Bury(dead.instance(), first, new Lifeless("answered 500")));
            assertThat(taking(plan)).isEmpty();
        }
    }

    @Nested
    class A_running_deployment {

        @Test
        void is_left_alone_when_all_is_well() {
            Target first = target(1, ONE);

            Plan plan = plan(running(first, ANSWERING), 1, ready("a", first));

            assertThat(plan.changes()).isEmpty();
            assertThat(plan.findings()).isEmpty();
        }

        @Test
        void is_failing_when_its_last_instance_fell() {
            Target first = target(1, ONE);

            Plan plan = plan(running(first, new Succeeded(1, false)), Map.of(1, trouble(1, NOON)), 1);

            assertThat(plan.findings()).containsExactly(new Finding.Failing(first.deployment(), 2, CRASH));
            assertThat(plan.changes()).containsExactly(new Start(first, 1));
        }

        @Test
        void is_not_failing_while_another_instance_answers() {
            Target first = target(1, new Scaling(2, 2, new Scaling.Concurrency(10)));

            Plan plan = plan(running(first, ANSWERING), Map.of(1, trouble(1, NOON)), 2, ready("a", first));

            assertThat(plan.findings()).isEmpty();
        }

        @Test
        void is_not_failing_because_it_wakes_up_after_old_trouble() {
            Target first = target(1, FROM_ZERO);
            Trouble old = trouble(1, NOON).calmed();

            Plan plan = plan(running(first, ANSWERING), Map.of(1, old), 1, starting("a", first, NOON));

            assertThat(plan.findings()).isEmpty();
        }

        @Test
        void is_failing_when_its_readiness_probe_says_so() {
            Target first = target(1, ONE);
            Seen unready = seen("a", first, new Unready("answered 503"), new Staying(), NOON);

            Plan plan = plan(running(first, ANSWERING), 1, unready);

            assertThat(plan.findings())
                    .containsExactly(new Finding.Failing(
                            first.deployment(), 1, new Failure(Failure.Reason.PROBE_FAILED, "answered 503")));
            assertThat(taking(plan)).isEmpty();
        }

        @Test
        void is_healthy_again_when_it_answers_again() {
            Target first = target(1, ONE);

            Plan plan = plan(running(first, new Succeeded(1, true)), Map.of(1, trouble(1, NOON)), 1, ready("a", first));

            assertThat(plan.findings()).containsExactly(new Finding.Healthy(first.deployment(), 1));
        }

        @Test
        void has_to_answer_longer_the_oftener_it_fell() {
            Target first = target(1, ONE);
            Seen fresh = seen("a", first, new Ready(NOON.minusSeconds(3)), new Staying(), NOON);

            Plan plan = plan(running(first, new Succeeded(1, true)), Map.of(1, trouble(3, NOON)), 1, fresh);

            assertThat(plan.findings()).isEmpty();
            assertThat(plan.lookAgain()).contains(NOON.plusSeconds(1));
        }

        @Test
        void has_its_trouble_forgiven_in_time() {
            Target first = target(1, ONE);
            Seen steady = seen("a", first, new Ready(NOON.minusSeconds(60)), new Staying(), NOON);

            Plan plan = plan(running(first, ANSWERING), Map.of(1, trouble(3, NOON)), 1, steady);

            assertThat(plan.changes()).containsExactly(new Change.Forgive(1));
        }

        @Test
        void loses_the_instance_that_is_missed_least() {
            Target first = target(1, FROM_ZERO);
            Seen busy = seen("a", first, new Ready(NOON), new Staying(), NOON, 3);
            Seen idle = seen("b", first, new Ready(NOON), new Staying(), NOON, 0);

            Plan plan = plan(running(first, ANSWERING), 1, busy, idle);

            assertThat(plan.changes()).containsExactly(new Drain(idle.instance()));
            assertThat(taking(plan)).containsExactly("a");
        }

        @Test
        void sleeps_when_nobody_asks() {
            Target first = target(1, FROM_ZERO);
            Seen last = ready("a", first);

            Plan plan = plan(running(first, ANSWERING), 0, last);

            assertThat(plan.changes()).containsExactly(new Drain(last.instance()));
            assertThat(taking(plan)).isEmpty();
            assertThat(draining(plan)).containsExactly("a");
        }

        @Test
        void takes_a_draining_instance_back_rather_than_start_another() {
            Target first = target(1, FROM_ZERO);
            Seen leaving = seen("a", first, new Ready(NOON), new Draining(NOON, false), NOON);

            Plan plan = plan(running(first, ANSWERING), 1, leaving);

            assertThat(plan.changes()).containsExactly(new Undrain(leaving.instance()));
            assertThat(taking(plan)).containsExactly("a");
            assertThat(draining(plan)).isEmpty();
        }

        @Test
        void is_replaced_when_it_bears_the_number_but_is_another() {
            Target first = target(1, ONE);
            Target changed =
                    new Target(first.deployment(), first.spec(), Optional.of("app@sha256:other"), first.shared());

            Plan plan = plan(running(changed, ANSWERING), 1, ready("a", first));

            assertThat(plan.changes()).containsExactly(new Start(changed, 1));
            assertThat(taking(plan)).containsExactly("a");
        }

        @Test
        void is_not_stood_in_for_by_one_that_it_has_replaced() {
            Target fresh = target(2, ONE);

            Plan plan = plan(running(fresh, ANSWERING), 1, ready("a", target(1, ONE)), starting("b", fresh, NOON));

            assertThat(taking(plan)).isEmpty();
            assertThat(draining(plan)).containsExactly("a");
        }

        @Test
        void drains_what_an_interrupted_rollout_left_behind() {
            Target old = target(1, ONE);
            Target fresh = target(2, ONE);
            Seen left = ready("a", old);

            Plan plan = plan(running(fresh, ANSWERING), 1, left, ready("b", fresh));

            assertThat(plan.changes()).containsExactly(new Drain(left.instance()));
        }
    }

    @Nested
    class An_instance_that_the_engine_has_yet_to_start {

        private static final Failure NO_ROOM = new Failure(Failure.Reason.NO_CAPACITY, "not enough memory");
        private static final Failure NO_IMAGE = new Failure(Failure.Reason.IMAGE_NOT_FOUND, "image not found: app");

        private final Target first = target(1, ONE);

        @Test
        void is_not_started_a_second_time() {
            Plan plan = plan(pending(first), 1, waiting("a", first, NOON, Optional.empty()));

            assertThat(plan.changes()).isEmpty();
            assertThat(taking(plan)).isEmpty();
            assertThat(plan.findings()).isEmpty();
        }

        @Test
        void is_given_time_for_room_to_be_made() {
            Seen unplaced = waiting("a", first, NOON.minusSeconds(59), Optional.of(NO_ROOM));

            Plan plan = plan(pending(first), 1, unplaced);

            assertThat(plan.changes()).isEmpty();
            assertThat(plan.lookAgain()).contains(NOON.plusSeconds(1));
        }

        @Test
        void is_buried_when_no_room_was_made_in_time() {
            Seen unplaced = waiting("a", first, NOON.minusSeconds(60), Optional.of(NO_ROOM));

            assertThat(plan(pending(first), 1, unplaced).changes())
                    .containsExactly(new Bury(unplaced.instance(), first, new Change.Stuck(NO_ROOM)));
        }

        @Test
        void is_buried_at_once_when_its_image_cannot_be_had() {
            Seen unpulled = waiting("a", first, NOON, Optional.of(NO_IMAGE));

            assertThat(plan(pending(first), 1, unpulled).changes())
                    .containsExactly(new Bury(unpulled.instance(), first, new Change.Stuck(NO_IMAGE)));
        }

        @Test
        void is_removed_when_it_is_wanted_no_more() {
            Seen overtaken = waiting("a", first, NOON, Optional.empty());
            Target newest = target(2, ONE);

            assertThat(plan(running(newest, ANSWERING), 1, overtaken, ready("b", newest))
                            .changes())
                    .containsExactly(new Remove(overtaken.instance()));
        }
    }

    @Nested
    class An_instance_on_its_way_out {

        private final Target first = target(1, ONE);
        private final Wanted asleep = running(target(1, FROM_ZERO), ANSWERING);

        @Test
        void drains_while_requests_are_under_way() {
            Seen leaving = seen("a", first, new Ready(NOON), new Draining(NOON.minusSeconds(5), false), NOON);

            Plan plan = plan(asleep, 0, leaving);

            assertThat(plan.changes()).isEmpty();
            assertThat(draining(plan)).containsExactly("a");
            assertThat(plan.lookAgain()).contains(NOON.plusSeconds(25));
        }

        @Test
        void is_told_to_end_when_it_is_free() {
            Seen leaving = seen("a", first, new Ready(NOON), new Draining(NOON, true), NOON);

            assertThat(plan(asleep, 0, leaving).changes()).containsExactly(new Terminate(leaving.instance()));
        }

        @Test
        void is_told_to_end_when_no_request_may_last_so_long() {
            Seen leaving = seen("a", first, new Ready(NOON), new Draining(NOON.minusSeconds(30), false), NOON);

            assertThat(plan(asleep, 0, leaving).changes()).containsExactly(new Terminate(leaving.instance()));
        }

        @Test
        void has_time_to_end_by_itself() {
            Seen ending = seen("a", first, new Ready(NOON), new Stopping(NOON.minusSeconds(9)), NOON);

            Plan plan = plan(asleep, 0, ending);

            assertThat(plan.changes()).isEmpty();
            assertThat(plan.lookAgain()).contains(NOON.plusSeconds(1));
        }

        @Test
        void is_ended_when_it_does_not_end_by_itself() {
            Seen ending = seen("a", first, new Ready(NOON), new Stopping(NOON.minusSeconds(10)), NOON);

            assertThat(plan(asleep, 0, ending).changes()).containsExactly(new Remove(ending.instance()));
        }

        @Test
        void is_not_mourned() {
            Seen over = new Seen(ended("a", first, 0).instance(), new Starting(""), new Stopping(NOON), 0);

            assertThat(plan(asleep, 0, over).changes()).containsExactly(new Remove(over.instance()));
        }

        @Test
        void is_removed_when_it_never_started() {
            Seen prepared = new Seen(instance("a", first, new Instance.Prepared()), new Starting(""), new Staying(), 0);

            assertThat(plan(asleep, 0, prepared).changes()).containsExactly(new Remove(prepared.instance()));
        }
    }

    @Nested
    class A_deleted_container {

        private final Target first = target(1, ONE);

        @Test
        void has_its_instances_ended_and_takes_no_requests() {
            Seen running = ready("a", first);

            Plan plan = plan(new Gone(true), 0, running);

            assertThat(plan.changes()).containsExactly(new Terminate(running.instance()));
            assertThat(plan.route()).isEqualTo(new Route.Closed());
            assertThat(plan.findings()).isEmpty();
        }

        @Test
        void is_removed_when_nothing_is_left() {
            assertThat(plan(new Gone(true), 0).findings()).containsExactly(new Finding.Removed());
        }

        @Test
        void leaves_no_orphans() {
            Seen orphan = ended("a", first, 0);

            Plan plan = plan(new Gone(false), 0, orphan);

            assertThat(plan.changes()).containsExactly(new Remove(orphan.instance()));
            assertThat(plan.findings()).isEmpty();
        }
    }

    private static Plan plan(Wanted wanted, int copies, Seen... seen) {
        return plan(wanted, Map.of(), copies, seen);
    }

    private static Plan plan(Wanted wanted, Map<Integer, Trouble> troubles, int copies, Seen... seen) {
        return plan(wanted, troubles, Copies.exactly(copies), seen);
    }

    private static Plan plan(Wanted wanted, Map<Integer, Trouble> troubles, Copies copies, Seen... seen) {
        return Plan.between(wanted, new Observed(List.of(seen), copies, copies, troubles), RULES, NOON);
    }

    private static Wanted pending(Target target) {
        return running(target, new Pending());
    }

    private static Wanted pending(Target target, Target fallback) {
        return running(target, new Pending(), Optional.of(fallback), Set.of());
    }

    private static Wanted running(Target target, Phase phase) {
        return running(target, phase, Optional.empty(), Set.of());
    }

    private static Wanted running(Target target, Phase phase, Optional<Target> fallback, Set<Integer> failed) {
        return new Running(Examples.created(HELLO), target, phase, fallback, failed);
    }

    private static Trouble trouble(int times, Instant notBefore) {
        Trouble trouble = Trouble.NONE;
        for (int i = 0; i < times; i++) {
            trouble = trouble.and(CRASH, false, notBefore);
        }
        return trouble;
    }

    private static Seen ready(String id, Target target) {
        return seen(id, target, new Ready(NOON), new Staying(), NOON);
    }

    private static Seen starting(String id, Target target, Instant since) {
        return seen(id, target, new Starting("connection refused"), new Staying(), since);
    }

    private static Seen ended(String id, Target target, int code) {
        return new Seen(
                instance(id, target, new Instance.Ended(code, Instance.Cause.OWN, NOON.minusMillis(300), NOON)),
                new Starting(""),
                new Staying(),
                0);
    }

    private static Seen waiting(String id, Target target, Instant since, Optional<Failure> trouble) {
        return new Seen(instance(id, target, new Instance.Waiting(since, trouble)), new Starting(""), new Staying(), 0);
    }

    private static Instance.Ended end(Seen seen) {
        return (Instance.Ended) seen.instance().state();
    }

    private static Seen seen(String id, Target target, Readiness readiness, Leaving leaving, Instant since) {
        return seen(id, target, readiness, leaving, since, 0);
    }

    private static Seen seen(
            String id, Target target, Readiness readiness, Leaving leaving, Instant since, int inFlight) {
        Instance.State state = new Instance.Running(since, Map.of(8080, new Address("127.0.0.1", 1)));
        return new Seen(instance(id, target, state), readiness, leaving, inFlight);
    }

    private static Instance instance(String id, Target target, Instance.State state) {
        return new Instance(
                new InstanceId(id), HELLO, target.number(), target.deployment().revision(), target.hash(), state);
    }

    private static List<String> taking(Plan plan) {
        return plan.route() instanceof Route.Open open ? ids(open.ready()) : List.of();
    }

    private static List<String> draining(Plan plan) {
        return plan.route() instanceof Route.Open open ? ids(open.draining()) : List.of();
    }

    private static List<String> ids(List<Instance> instances) {
        return instances.stream().map(instance -> instance.id().value()).toList();
    }
}
