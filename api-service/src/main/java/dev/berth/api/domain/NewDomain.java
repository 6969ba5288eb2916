package dev.berth.api.domain;

import dev.berth.events.ContainerId;
import dev.berth.events.DomainId;
import java.util.List;

/**
 * A domain that somebody wants.
 *
 * @param hostname in lower case
 */
public record NewDomain(DomainId id, ContainerId container, String hostname, List<String> tags) {

    public NewDomain {
        tags = List.copyOf(tags);
    }
}
