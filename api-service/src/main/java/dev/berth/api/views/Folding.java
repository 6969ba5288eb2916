package dev.berth.api.views;

import dev.berth.api.views.Arrival.Known;
import dev.berth.api.views.Arrival.Unknown;
import dev.berth.api.views.Arrival.Unreadable;
import dev.berth.events.Position.Step;
import java.util.List;
import java.util.Optional;

/** Takes a view of one stream further, by what has arrived of the stream. */
final class Folding {

    /**
     * Where a stream has come to.
     *
     * @param problem why it stays there, if it has to
     */
    record Folded(StoredView view, Optional<String> problem) {}

    /** Whether it takes the log to go on: something is missing, or what came cannot be read. */
    static boolean needsLog(StoredView start, List<Arrival> arrivals) {
        StoredView view = start;
        for (Arrival arrival : arrivals) {
            switch (view.position().step(arrival.version())) {
                case SKIP -> {}
                case TAKE -> {
                    if (arrival instanceof Unreadable) {
                        return true;
                    }
                    view = view.advance(arrival.version(), view.view());
                }
                case HEAL -> {
                    return true;
                }
            }
        }
        return false;
    }

    static Folded fold(StoredView start, List<Arrival> arrivals) {
        StoredView view = start;
        for (Arrival arrival : arrivals) {
            Step step = view.position().step(arrival.version());
            if (step == Step.SKIP) {
                continue;
            }
            if (step == Step.HEAL) {
                return new Folded(view, Optional.of("the log lacks version " + (view.version() + 1)));
            }
            try {
                view = take(view, arrival);
            } catch (RuntimeException problem) {
                return new Folded(view, Optional.of(problem.toString()));
            }
        }
        return new Folded(view, Optional.empty());
    }

    private static StoredView take(StoredView view, Arrival arrival) {
        return switch (arrival) {
            case Known known -> view.advance(known.version(), Projections.project(view.view(), known.recorded()));
            case Unknown unknown -> view.advance(unknown.version(), view.view());
            case Unreadable unreadable -> throw new IllegalStateException(unreadable.problem());
        };
    }

    private Folding() {}
}
