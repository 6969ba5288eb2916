package dev.berth.reconciler.log;

import static dev.berth.reconciler.container.Examples.NAMESPACE;
import static dev.berth.reconciler.container.Examples.ONE;
import static dev.berth.reconciler.container.Examples.ORGANIZATION;
import static dev.berth.reconciler.container.Examples.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.events.CloudEventCodec;
import dev.berth.events.ContainerEvent.Cause;
import dev.berth.events.ContainerEvent.ContainerConfigured;
import dev.berth.events.ContainerEvent.DeploymentRequested;
import dev.berth.events.ContainerId;
import dev.berth.events.Event;
import dev.berth.events.NamespaceEvent.NamespaceCreated;
import dev.berth.events.Provenance;
import dev.berth.events.Recorded;
import dev.berth.reconciler.container.Examples;
import dev.berth.reconciler.container.Stories;
import dev.berth.reconciler.container.Wanted;
import dev.berth.reconciler.log.Feed.Arrived;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedTest {

    private final ContainerId id = new ContainerId(UUID.randomUUID());
    private final List<Event> history = List.of(
            Examples.created(id),
            new ContainerConfigured(id, 1, Examples.spec("app", ONE)),
            new DeploymentRequested(id, 1, 1, 0, Cause.CREATED));
    private final Stories stories = new Stories();
    private final Noted noted = new Noted();
    private boolean logAnswers = true;
    private List<Event> inLog = history;
    private final Feed feed = new Feed(
            stories,
            (_, version) -> {
                if (!logAnswers) {
                    throw new IllegalStateException("not now");
                }
                List<Recorded<Event>> events = new ArrayList<>();
                for (int i = (int) version; i < inLog.size(); i++) {
                    events.add(recorded(i + 1, inLog.get(i)));
                }
                return events;
            },
            noted);

    @BeforeEach
    void own() {
        feed.ownNamespaces(Map.of(0, 0L));
        feed.own(Map.of(0, 0L), _ -> 0);
    }

    @Test
    void events_are_folded_in_their_order() {
        feed.takeContainers(List.of(arrived(1), arrived(2), arrived(3)));

        assertThat(stories.wanted(id)).isInstanceOf(Wanted.Running.class);
        assertThat(noted.changed).containsOnly(id);
    }

    @Test
    void a_repeated_event_changes_nothing() {
        feed.takeContainers(List.of(arrived(1), arrived(2), arrived(3)));
        noted.changed.clear();

        feed.takeContainers(List.of(arrived(2), arrived(1)));

        assertThat(noted.changed).isEmpty();
    }

    @Test
    void a_hole_is_healed_from_the_log() {
        feed.takeContainers(List.of(arrived(1), arrived(3)));

        assertThat(stories.wanted(id)).isInstanceOf(Wanted.Running.class);
        assertThat(feed.mayAct(id)).isTrue();
    }

    @Test
    void nothing_is_done_about_a_hole_that_cannot_be_healed_yet() {
        logAnswers = false;
        feed.takeContainers(List.of(arrived(1), arrived(3)));
        assertThat(feed.mayAct(id)).isFalse();

        logAnswers = true;
        feed.heal();

        assertThat(feed.mayAct(id)).isTrue();
        assertThat(stories.wanted(id)).isInstanceOf(Wanted.Running.class);
    }

    @Test
    void an_event_of_a_type_that_nobody_knows_is_passed_over() {
        Map<String, String> headers = new HashMap<>(arrived(2).headers());
        headers.put(CloudEventCodec.TYPE, "dev.berth.container.painted.v1");

        feed.takeContainers(List.of(arrived(1), new Arrived(0, 2, headers, "{}"), arrived(3)));

        assertThat(feed.mayAct(id)).isTrue();
    }

    @Test
    void an_event_that_cannot_be_read_is_read_from_the_log() {
        Arrived broken = new Arrived(0, 2, arrived(2).headers(), "no json");

        feed.takeContainers(List.of(arrived(1), broken, arrived(3)));

        assertThat(stories.wanted(id)).isInstanceOf(Wanted.Running.class);
    }

    @Test
    void nothing_is_done_before_all_that_there_is_has_been_read() {
        feed.own(Map.of(0, 3L), _ -> 0);
        noted.caughtUp = 0;

        feed.takeContainers(List.of(arrived(1), arrived(2)));
        assertThat(feed.mayAct(id)).isFalse();
        assertThat(noted.caughtUp).isZero();

        feed.takeContainers(List.of(arrived(3)));
        assertThat(feed.mayAct(id)).isTrue();
        assertThat(noted.caughtUp).isEqualTo(1);
    }

    @Test
    void nothing_is_done_before_all_namespaces_have_been_read() {
        feed.ownNamespaces(Map.of(0, 1L));
        assertThat(feed.mayAct(id)).isFalse();

        feed.takeNamespaces(
                List.of(arrived(0, recorded(1, new NamespaceCreated(NAMESPACE, PROJECT, ORGANIZATION, "demo")))));

        assertThat(feed.mayAct(id)).isTrue();
    }

    @Test
    void what_is_anothers_is_let_go_and_read_on_when_it_comes_back() {
        feed.takeContainers(List.of(arrived(1), arrived(2), arrived(3)));

        feed.lose(List.of(0));

        assertThat(noted.lost).containsExactly(id);
        assertThat(feed.mayAct(id)).isFalse();
        assertThat(feed.nextOffset(0)).contains(3L);
    }

    @Test
    void a_container_is_known_to_be_absent_only_when_the_log_says_so() {
        inLog = List.of();
        assertThat(feed.lookUp(id)).contains(false);

        logAnswers = false;
        assertThat(feed.lookUp(id)).isEmpty();
    }

    @Test
    void a_container_that_kafka_lost_wholly_is_found_in_the_log() {
        assertThat(feed.lookUp(id)).contains(true);
        assertThat(stories.wanted(id)).isInstanceOf(Wanted.Running.class);
    }

    private Arrived arrived(int version) {
        return arrived(version - 1, recorded(version, history.get(version - 1)));
    }

    private static Arrived arrived(long offset, Recorded<Event> recorded) {
        CloudEventCodec.Encoded encoded = CloudEventCodec.encode(recorded);
        return new Arrived(0, offset, encoded.headers(), encoded.value());
    }

    private static Recorded<Event> recorded(long version, Event event) {
        return new Recorded<>(
                UUID.randomUUID(),
                version,
                Instant.EPOCH,
                ORGANIZATION,
                Optional.of(PROJECT),
                new Provenance("test", "test", Optional.empty(), Optional.empty()),
                event);
    }

    private static final class Noted implements Feed.Listener {
        final List<ContainerId> changed = new ArrayList<>();
        final List<ContainerId> lost = new ArrayList<>();
        int caughtUp;

        @Override
        public void changed(ContainerId container) {
            changed.add(container);
        }

        @Override
        public void caughtUp() {
            caughtUp++;
        }

        @Override
        public void lost(Collection<ContainerId> containers) {
            lost.addAll(containers);
        }
    }
}
