package dev.berth.api.store;

import dev.berth.events.Kind;
import dev.berth.events.ResourceId;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How many more of a kind its owner has after an append.
 *
 * @param by negative when there are fewer
 * @param most how many it may have; whoever sets the same limit counts one after another
 */
public record Count(ResourceId owner, Kind kind, int by, Optional<Long> most) {

    /** What is locked while a limit is held against the count. */
    String lock() {
        return "count/" + owner + "/" + kind.wireName();
    }

    /** This and another of the same: both must hold. */
    Count plus(Count other) {
        return new Count(
                owner,
                kind,
                by + other.by,
                Stream.of(most, other.most).flatMap(Optional::stream).min(Comparator.naturalOrder()));
    }
}
