package dev.berth.reconciler.scale;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was asked of a container lately.
 *
 * @param needs how many instances would have been right, at each moment of the window that decides
 * @param lastRequest when the last request came or ended, as far as is known
 * @param underWay requests that wait or are being answered just now
 */
public record Traffic(List<Need> needs, Optional<Instant> lastRequest, int underWay) {

    public static final Traffic NONE = new Traffic(List.of(), Optional.empty(), 0);

    /** So many instances would have been right then, held against the target. */
    public record Need(Instant at, double instances) {}

    public Traffic {
        needs = List.copyOf(needs);
    }

    /** With what was just seen, and without what was seen before the window. */
    public Traffic with(Need need, Duration window) {
        Instant oldest = need.at().minus(window);
        List<Need> recent = new ArrayList<>();
        for (Need earlier : needs) {
            if (!earlier.at().isBefore(oldest)) {
                recent.add(earlier);
            }
        }
        recent.add(need);
        return new Traffic(recent, lastRequest, underWay);
    }

    /** With nothing said of how many instances would have been right. */
    Traffic withoutNeeds() {
        return new Traffic(List.of(), lastRequest, underWay);
    }

    /** With this many requests under way. */
    public Traffic with(int requests, Optional<Instant> last) {
        return new Traffic(needs, last, requests);
    }
}
