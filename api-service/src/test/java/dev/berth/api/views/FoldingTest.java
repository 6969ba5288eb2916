package dev.berth.api.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.views.Arrival.Known;
import dev.berth.api.views.Arrival.Unknown;
import dev.berth.api.views.Arrival.Unreadable;
import dev.berth.events.ContainerEvent.ContainerDeleted;
import dev.berth.events.ContainerEvent.DeploymentSucceeded;
import dev.berth.events.ContainerId;
import dev.berth.events.Event;
import dev.berth.events.NamespaceId;
import dev.berth.events.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FoldingTest {

    private final ContainerId id = new ContainerId(UUID.randomUUID());
    private final StreamId stream = id.stream();
    private final List<Arrival> history = arrivals(new DeploymentSucceeded(id, 1), new ContainerDeleted(id));

    @Test
    void what_comes_twice_counts_once() {
        StoredView once = folded(history.subList(0, 4));
        List<Arrival> twice = Stream.concat(history.subList(0, 4).stream(), history.subList(0, 4).stream())
                .toList();
        assertThat(folded(twice)).isEqualTo(once);
        assertThat(Folding.fold(once, twice).view()).isEqualTo(once);
    }

    @Test
    void a_repeat_does_not_bring_back_what_is_gone() {
        StoredView gone = folded(history);
        assertThat(gone.view()).isEmpty();
        assertThat(Folding.fold(gone, history).view()).isEqualTo(gone);
    }

    @Test
    void a_hole_needs_the_log() {
        StoredView one = folded(history.subList(0, 1));
        assertThat(Folding.needsLog(one, history.subList(2, 3))).isTrue();
        assertThat(Folding.needsLog(one, history.subList(0, 3))).isFalse();
        assertThat(Folding.fold(one, history.subList(2, 3)).problem()).contains("the log lacks version 2");
    }

    @Test
    void what_cannot_be_read_needs_the_log_unless_it_was_seen_before() {
        Arrival broken = new Unreadable(stream, 2, "no JSON");
        assertThat(Folding.needsLog(folded(history.subList(0, 1)), List.of(broken)))
                .isTrue();
        assertThat(Folding.needsLog(folded(history.subList(0, 2)), List.of(broken)))
                .isFalse();
    }

    @Test
    void an_unknown_type_advances_the_version_and_nothing_else() {
        StoredView before = folded(history.subList(0, 3));
        StoredView after = Folding.fold(before, List.of(new Unknown(stream, 4, "dev.berth.container.painted.v1")))
                .view();
        assertThat(after.version()).isEqualTo(4);
        assertThat(after.view()).isEqualTo(before.view());
    }

    @Test
    void a_stream_stops_before_what_cannot_be_projected() {
        List<Arrival> poisoned = new ArrayList<>(history.subList(0, 3));
        poisoned.add(new Unreadable(stream, 4, "no JSON"));
        Folding.Folded folded = Folding.fold(StoredView.none(stream), poisoned);
        assertThat(folded.view()).isEqualTo(folded(history.subList(0, 3)));
        assertThat(folded.problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("no JSON"));
    }

    private StoredView folded(List<Arrival> arrivals) {
        return Folding.fold(StoredView.none(stream), arrivals).view();
    }

    private List<Arrival> arrivals(Event... more) {
        List<Event> events =
                new ArrayList<>(Histories.created(id, new NamespaceId(UUID.randomUUID()), Histories.PROJECT, "hello"));
        events.addAll(List.of(more));
        return Histories.recorded(events).stream().<Arrival>map(Known::new).toList();
    }
}
