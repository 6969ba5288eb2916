package dev.berth.api.store;

import dev.berth.events.StreamId;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** Who holds which unique name at this moment: as exact as the log, not a view that may lag. */
public interface Names {

    Uni<Optional<StreamId>> holder(UniqueName name);

    /** Who holds which names of a scope, by name, after one of them; at most so many. */
    Uni<List<Held>> held(String scope, String after, int limit);

    /** A name and its holder. */
    record Held(String name, StreamId holder) {}
}
