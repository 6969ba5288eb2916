package dev.berth.api.views;

import dev.berth.events.Position;
import dev.berth.events.StreamId;
import java.util.Optional;

/**
 * What the views have of one stream.
 *
 * @param version the last version that they have seen; 0 for none
 * @param view empty when there is no such resource, or no longer
 */
record StoredView(StreamId stream, long version, Optional<Projected> view) {

    static StoredView none(StreamId stream) {
        return new StoredView(stream, 0, Optional.empty());
    }

    boolean isNew() {
        return version == 0;
    }

    Position position() {
        return new Position(version);
    }

    StoredView advance(long to, Optional<Projected> changed) {
        return new StoredView(stream, to, changed);
    }

    /** What is shown of it. */
    Optional<View> listed() {
        return view.filter(View.class::isInstance).map(View.class::cast);
    }
}
