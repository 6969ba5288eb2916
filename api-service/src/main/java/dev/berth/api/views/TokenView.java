package dev.berth.api.views;

import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import dev.berth.events.TokenId;
import java.time.Instant;
import java.util.Optional;

/**
 * A token that has not been revoked. Nothing that opens anything is in it.
 *
 * @param container the only container that it opens; empty for all of the namespace
 * @param expiresAt when it stops being valid; empty for never
 */
public record TokenView(
        TokenId id,
        OrganizationId organization,
        ProjectId project,
        NamespaceId namespace,
        Optional<ContainerId> container,
        String description,
        Optional<Instant> expiresAt,
        Instant createdAt,
        Instant updatedAt,
        long version)
        implements AttachedView {

    /** The variant of those that open one container. */
    public static final String OF_CONTAINER = "container";

    /** The variant of those that open all of a namespace. */
    public static final String OF_NAMESPACE = "namespace";

    @Override
    public String name() {
        return description;
    }

    @Override
    public Optional<ContainerId> attachedTo() {
        return container;
    }

    @Override
    public String variant() {
        return container.isPresent() ? OF_CONTAINER : OF_NAMESPACE;
    }
}
