package dev.berth.api.domain;

import dev.berth.api.container.Container;
import dev.berth.events.DomainId;
import java.util.List;

/** What may be asked of a domain. */
public sealed interface DomainCommand {

    DomainId id();

    /** Serves the container under this hostname too. */
    record AttachDomain(DomainId id, Container.Identity container, String hostname, List<String> tags)
            implements DomainCommand {}

    record TagDomain(DomainId id, List<String> tags) implements DomainCommand {}

    record DetachDomain(DomainId id) implements DomainCommand {}
}
