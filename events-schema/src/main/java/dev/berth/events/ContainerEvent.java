package dev.berth.events;

import dev.berth.events.spec.ContainerSpec;
import dev.berth.events.spec.Failure;
import java.util.List;
import java.util.Optional;

/**
 * The history of a container. Configuring and deploying are two facts: a revision is an immutable configuration, a
 * deployment is the wish to run one, and deploying an older revision rolls back.
 */
public sealed interface ContainerEvent extends Event {

    @Override
    ContainerId id();

    /** Why a deployment was asked for. */
    enum Cause {
        CREATED,
        CONFIGURED,
        REDEPLOYED,
        ROLLED_BACK,
        VARIABLES_CHANGED
    }

    /**
     * A container came to be; nothing is configured yet.
     *
     * @param host the DNS label, unique on the platform, under which the gateway serves it in the base domain
     */
    @EventType("dev.berth.container.created.v1")
    record ContainerCreated(
            ContainerId id,
            NamespaceId namespace,
            ProjectId project,
            OrganizationId organization,
            String name,
            String host)
            implements ContainerEvent {}

    /**
     * The container has this revision from now on; nothing runs it before it is deployed.
     *
     * @param revision counts the configurations, from 1
     */
    @EventType("dev.berth.container.configured.v1")
    record ContainerConfigured(ContainerId id, int revision, ContainerSpec spec) implements ContainerEvent {}

    /**
     * The container shall run this revision, under the namespace's variables of that revision.
     *
     * @param deployment counts the deployments of the container, from 1
     */
    @EventType("dev.berth.container.deployment-requested.v1")
    record DeploymentRequested(ContainerId id, int deployment, int revision, int variablesRevision, Cause cause)
            implements ContainerEvent {}

    /**
     * The revision's image was resolved when it was first deployed, and is never resolved again.
     *
     * @param image the reference with its digest, such as {@code registry.example/app@sha256:...}
     */
    @EventType("dev.berth.container.image-pinned.v1")
    record ImagePinned(ContainerId id, int revision, String image) implements ContainerEvent {}

    /** The deployment answers requests, and has replaced the one before. */
    @EventType("dev.berth.container.deployment-succeeded.v1")
    record DeploymentSucceeded(ContainerId id, int deployment) implements ContainerEvent {}

    /**
     * The deployment did not come to answer requests.
     *
     * @param serving the deployment that goes on answering; empty when none does
     */
    @EventType("dev.berth.container.deployment-failed.v1")
    record DeploymentFailed(ContainerId id, int deployment, Failure failure, Optional<Integer> serving)
            implements ContainerEvent {}

    /** A deployment that had succeeded no longer answers. */
    @EventType("dev.berth.container.degraded.v1")
    record ContainerDegraded(ContainerId id, int deployment, Failure failure) implements ContainerEvent {}

    /** The degraded deployment answers again. */
    @EventType("dev.berth.container.recovered.v1")
    record ContainerRecovered(ContainerId id, int deployment) implements ContainerEvent {}

    /**
     * Somebody else had changed, on the engine, what the container stands on, and it was put back.
     *
     * @param object what was changed, in the engine's words, such as {@code Service shop-tests}
     * @param fields of it that were not as Berth made them; none when it was deleted
     * @param by who changed it, as far as the engine knows
     */
    @EventType("dev.berth.container.drift-corrected.v1")
    record DriftCorrected(ContainerId id, String object, List<String> fields, Optional<String> by)
            implements ContainerEvent {

        public DriftCorrected {
            fields = List.copyOf(fields);
        }
    }

    /** Somebody asked for the container to go; its instances go first. */
    @EventType("dev.berth.container.deletion-requested.v1")
    record ContainerDeletionRequested(ContainerId id) implements ContainerEvent {}

    /**
     * The container was to go, and something of it cannot, until somebody else lets it.
     *
     * @param failure what holds it
     */
    @EventType("dev.berth.container.deletion-hindered.v1")
    record DeletionHindered(ContainerId id, Failure failure) implements ContainerEvent {}

    /** Nothing is left of the container, and its name is free. */
    @EventType("dev.berth.container.deleted.v1")
    record ContainerDeleted(ContainerId id) implements ContainerEvent {}
}
