package dev.berth.events;

import java.util.List;

/** The history of a domain: a hostname of a user's own that leads to a container. */
public sealed interface DomainEvent extends Event {

    @Override
    DomainId id();

    /**
     * From now on the gateway serves the container under this hostname too.
     *
     * @param hostname in lower case, unique on the platform
     */
    @EventType("dev.berth.domain.attached.v1")
    record DomainAttached(
            DomainId id,
            ContainerId container,
            NamespaceId namespace,
            ProjectId project,
            OrganizationId organization,
            String hostname,
            List<String> tags)
            implements DomainEvent {
        public DomainAttached {
            tags = List.copyOf(tags);
        }
    }

    /** The domain has these tags from now on. */
    @EventType("dev.berth.domain.tagged.v1")
    record DomainTagged(DomainId id, List<String> tags) implements DomainEvent {
        public DomainTagged {
            tags = List.copyOf(tags);
        }
    }

    /** The hostname leads nowhere any more, and is free. */
    @EventType("dev.berth.domain.detached.v1")
    record DomainDetached(DomainId id) implements DomainEvent {}
}
