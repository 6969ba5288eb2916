package dev.berth.api.views;

import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import dev.berth.events.spec.ContainerSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A container.
 *
 * @param host the DNS label under which the gateway serves it in the base domain
 * @param revision the number of the current configuration, from 1
 * @param spec the current configuration, deployed or not
 * @param deployment the newest deployment asked for; empty before the first
 * @param serving the newest deployment known to have answered requests
 * @param unsettled the deployments asked for of which it is not known yet what became of them, oldest first
 * @param readyAt when a deployment last came to answer requests
 */
public record ContainerView(
        ContainerId id,
        OrganizationId organization,
        ProjectId project,
        NamespaceId namespace,
        String name,
        String host,
        int revision,
        ContainerSpec spec,
        Optional<Deployment> deployment,
        Optional<Deployment> serving,
        List<Deployment> unsettled,
        ContainerStatus status,
        Optional<Instant> readyAt,
        Instant createdAt,
        Instant updatedAt,
        long version)
        implements View {

    public ContainerView {
        unsettled = List.copyOf(unsettled);
    }

    /** A deployment, and the revision that it runs. */
    public record Deployment(int number, int revision) {}

    /** Whether something was configured that no deployment was asked for yet. */
    public boolean pending() {
        return deployment.map(Deployment::revision).orElse(0) != revision;
    }
}
