package dev.berth.api.access;

import dev.berth.events.ResourceId;
import java.util.Optional;

/** What an action is done to. */
public sealed interface Target {

    /** The resource that the request gives. */
    ResourceId id();

    /** Whose it is; empty when there is no such resource. */
    Optional<Scope> owner();

    /** The request names it as a place, such as the project of a new namespace: somebody else's is forbidden. */
    record Place(ResourceId id, Optional<Scope> owner) implements Target {}

    /** The request points to it, such as to a container to change: somebody else's is not found. */
    record Resource(ResourceId id, Optional<Scope> owner) implements Target {}

    /** The platform itself, as for a new organization. */
    record Anywhere(ResourceId id) implements Target {
        @Override
        public Optional<Scope> owner() {
            return Optional.of(new Scope.OfPlatform());
        }
    }
}
