package dev.berth.api.container;

import dev.berth.api.command.Aggregate;
import dev.berth.api.command.NameChange;
import dev.berth.api.command.Tenant;
import dev.berth.api.container.Container.Identity;
import dev.berth.api.refusal.Refusal;
import dev.berth.api.store.NameTaken;
import dev.berth.api.store.UniqueName;
import dev.berth.events.ContainerEvent;
import dev.berth.events.ContainerEvent.ContainerConfigured;
import dev.berth.events.ContainerEvent.ContainerCreated;
import dev.berth.events.ContainerEvent.ContainerDegraded;
import dev.berth.events.ContainerEvent.ContainerDeleted;
import dev.berth.events.ContainerEvent.ContainerDeletionRequested;
import dev.berth.events.ContainerEvent.ContainerRecovered;
import dev.berth.events.ContainerEvent.DeletionHindered;
import dev.berth.events.ContainerEvent.DeploymentFailed;
import dev.berth.events.ContainerEvent.DeploymentRequested;
import dev.berth.events.ContainerEvent.DeploymentSucceeded;
import dev.berth.events.ContainerEvent.DriftCorrected;
import dev.berth.events.ContainerEvent.ImagePinned;
import dev.berth.events.Kind;
import dev.berth.events.NamespaceId;
import java.util.List;
import java.util.Optional;

/** Containers, as the shell sees them. */
final class ContainerAggregate implements Aggregate<Container.State, ContainerCommand, ContainerEvent> {

    private static final String HOSTS = "host";

    @Override
    public Kind kind() {
        return Kind.CONTAINER;
    }

    @Override
    public Class<ContainerEvent> events() {
        return ContainerEvent.class;
    }

    @Override
    public Container.State initial() {
        return Container.INITIAL;
    }

    @Override
    public List<ContainerEvent> decide(Container.State state, ContainerCommand command) {
        return Container.decide(state, command);
    }

    @Override
    public Container.State evolve(Container.State state, ContainerEvent event) {
        return Container.evolve(state, event);
    }

    @Override
    public Optional<Tenant> tenant(Container.State state) {
        return identity(state)
                .map(identity -> new Tenant(
                        identity.organization(), Optional.of(identity.project()), Optional.of(identity.namespace())));
    }

    private static Optional<Identity> identity(Container.State state) {
        return switch (state) {
            case Container.Absent _ -> Optional.empty();
            case Container.Named(Identity identity) -> Optional.of(identity);
            case Container.Existing existing -> Optional.of(existing.facts().identity());
            case Container.Deleted(Identity identity) -> Optional.of(identity);
        };
    }

    @Override
    public NameChange names(Container.State before, ContainerEvent event) {
        return switch (event) {
            case ContainerCreated created ->
                NameChange.claim(names(created.namespace(), created.name(), created.host()));
            case ContainerDeleted _ ->
                NameChange.free(identity(before)
                        .map(identity -> names(identity.namespace(), identity.name(), identity.host()))
                        .orElse(List.of()));
            case ContainerConfigured _,
                    DeploymentRequested _,
                    ImagePinned _,
                    DeploymentSucceeded _,
                    DeploymentFailed _,
                    ContainerDegraded _,
                    ContainerRecovered _,
                    DriftCorrected _,
                    ContainerDeletionRequested _,
                    DeletionHindered _ -> NameChange.NONE;
        };
    }

    @Override
    public int counted(ContainerEvent event) {
        return switch (event) {
            case ContainerCreated _ -> 1;
            case ContainerDeleted _ -> -1;
            case ContainerConfigured _,
                    DeploymentRequested _,
                    ImagePinned _,
                    DeploymentSucceeded _,
                    DeploymentFailed _,
                    ContainerDegraded _,
                    ContainerRecovered _,
                    DriftCorrected _,
                    ContainerDeletionRequested _,
                    DeletionHindered _ -> 0;
        };
    }

    private static List<UniqueName> names(NamespaceId namespace, String name, String host) {
        return List.of(new UniqueName(namesIn(namespace), name), new UniqueName(HOSTS, host));
    }

    /** Where the containers of a namespace have their names, until nothing is left of them. */
    static String namesIn(NamespaceId namespace) {
        return "namespace/" + namespace + "/containers";
    }

    /** Another host label will do; another name will not. */
    @Override
    public Optional<Refusal> taken(NameTaken taken) {
        return taken.name().scope().equals(HOSTS) ? Optional.empty() : Aggregate.super.taken(taken);
    }
}
