package dev.berth.api.views;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.Optional;

/** How far a rebuild has come. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Rebuilding.Never.class, name = "never"),
    @JsonSubTypes.Type(value = Rebuilding.UnderWay.class, name = "under-way"),
    @JsonSubTypes.Type(value = Rebuilding.Done.class, name = "done"),
    @JsonSubTypes.Type(value = Rebuilding.Failed.class, name = "failed")
})
public sealed interface Rebuilding {

    /** None was asked for since this instance started. */
    record Never() implements Rebuilding {}

    /**
     * The log is being read.
     *
     * @param events read so far
     */
    record UnderWay(Instant since, long events, long eventsPerSecond) implements Rebuilding {}

    /**
     * The rebuilt views have taken the place of the earlier ones.
     *
     * @param hash of the rebuilt views at the moment of the change
     * @param earlierHash of the earlier views at the same moment and of the same events; empty when they lagged too far
     *     behind to be brought there
     * @param heldMillis how long the projector had to wait
     */
    record Done(
            Instant since,
            Instant until,
            long events,
            long eventsPerSecond,
            String hash,
            Optional<String> earlierHash,
            boolean equal,
            long heldMillis)
            implements Rebuilding {}

    /** It was given up, and the earlier views are still in place. */
    record Failed(Instant since, Instant until, long events, String problem) implements Rebuilding {}
}
