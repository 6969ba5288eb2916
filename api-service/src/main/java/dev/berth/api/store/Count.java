package dev.berth.api.store;

import dev.berth.events.Kind;
import dev.berth.events.ResourceId;
import java.util.Optional;

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
}
