package dev.berth.api.views;

import dev.berth.events.ContainerId;
import dev.berth.events.DomainId;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A hostname of a user's own that leads to a container. */
public record DomainView(
        DomainId id,
        OrganizationId organization,
        ProjectId project,
        NamespaceId namespace,
        ContainerId container,
        String hostname,
        List<String> tags,
        Instant createdAt,
        Instant updatedAt,
        long version)
        implements AttachedView {

    public DomainView {
        tags = List.copyOf(tags);
    }

    @Override
    public String name() {
        return hostname;
    }

    @Override
    public Optional<ContainerId> attachedTo() {
        return Optional.of(container);
    }

    @Override
    public String variant() {
        return "domain";
    }
}
