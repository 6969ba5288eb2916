package dev.berth.api.dialect.scaleway.containers;

import dev.berth.api.command.Outcome;
import dev.berth.api.container.Container;
import dev.berth.api.views.ContainerStatus;
import dev.berth.api.views.ContainerView;
import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.spec.ContainerSpec;
import java.time.Instant;
import java.util.Optional;

/**
 * What there is to show of a container.
 *
 * @param host the DNS label under which the gateway serves it
 * @param readyAt when it came to answer requests; empty while it is changing
 */
public record ContainerShown(
        ContainerId id,
        NamespaceId namespace,
        String name,
        String host,
        ContainerSpec spec,
        Condition condition,
        Optional<Instant> readyAt,
        Instant createdAt,
        Instant updatedAt) {

    /** A container as it is seen. */
    public static ContainerShown of(ContainerView view) {
        return new ContainerShown(
                view.id(),
                view.namespace(),
                view.name(),
                view.host(),
                view.spec(),
                Condition.of(view.status()),
                switch (view.status()) {
                    case ContainerStatus.Ready _, ContainerStatus.Failed _ -> view.readyAt();
                    case ContainerStatus.Creating _, ContainerStatus.Updating _, ContainerStatus.Deleting _ ->
                        Optional.empty();
                },
                view.createdAt(),
                view.updatedAt());
    }

    /** A container right after a change. */
    static ContainerShown of(Outcome<? extends Container.Existing> outcome) {
        Container.Facts facts = outcome.state().facts();
        Container.Identity identity = facts.identity();
        return new ContainerShown(
                identity.id(),
                identity.namespace(),
                identity.name(),
                identity.host(),
                facts.spec(),
                Condition.of(outcome.state()),
                Optional.empty(),
                outcome.createdAt(),
                outcome.changedAt());
    }
}
