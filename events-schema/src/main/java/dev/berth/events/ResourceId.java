package dev.berth.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names one resource for ever: ids are never used again. In JSON it is the bare UUID. */
public sealed interface ResourceId
        permits OrganizationId, ProjectId, ApiKeyId, NamespaceId, ContainerId, DomainId, TokenId, TriggerId {

    @JsonValue
    UUID value();

    Kind kind();

    /** The stream that holds the history of this resource. */
    default StreamId stream() {
        return new StreamId(kind(), value());
    }
}
