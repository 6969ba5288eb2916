package dev.berth.api.views;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.berth.events.spec.Failure;
import java.util.Optional;

/** What is going on with a container. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ContainerStatus.Creating.class, name = "creating"),
    @JsonSubTypes.Type(value = ContainerStatus.Updating.class, name = "updating"),
    @JsonSubTypes.Type(value = ContainerStatus.Ready.class, name = "ready"),
    @JsonSubTypes.Type(value = ContainerStatus.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = ContainerStatus.Deleting.class, name = "deleting")
})
public sealed interface ContainerStatus {

    /** It has never been deployed, or its first deployment is under way. */
    record Creating() implements ContainerStatus {}

    /** A further deployment is under way. */
    record Updating() implements ContainerStatus {}

    /** The newest deployment answers requests. */
    record Ready() implements ContainerStatus {}

    /** The newest deployment does not answer, or no longer. */
    record Failed(Failure failure) implements ContainerStatus {}

    /** It shall go, and something of it is left; {@code hindrance} holds it, if anything does. */
    record Deleting(Optional<Failure> hindrance) implements ContainerStatus {}
}
