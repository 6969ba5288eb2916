package dev.berth.api.dialect.scaleway.v1beta1;

import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import java.util.Optional;

/** What a token opens. */
sealed interface TokenOwner {

    /** One container. */
    record OfContainer(ContainerId id) implements TokenOwner {}

    /** All containers of a namespace. */
    record OfNamespace(NamespaceId id) implements TokenOwner {}

    static TokenOwner of(Optional<ContainerId> container, NamespaceId namespace) {
        return container.<TokenOwner>map(OfContainer::new).orElseGet(() -> new OfNamespace(namespace));
    }

    /** The container's id; "" when it opens a namespace. */
    default String container() {
        return this instanceof OfContainer(ContainerId id) ? id.toString() : "";
    }

    /** The namespace's id; "" when it opens a container. */
    default String namespace() {
        return this instanceof OfNamespace(NamespaceId id) ? id.toString() : "";
    }
}
