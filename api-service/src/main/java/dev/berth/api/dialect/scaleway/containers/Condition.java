package dev.berth.api.dialect.scaleway.containers;

import dev.berth.api.container.Container;
import dev.berth.api.namespace.Namespace;
import dev.berth.api.views.ContainerStatus;
import dev.berth.api.views.NamespaceView;
import dev.berth.events.spec.Failure;
import java.util.Optional;

/** How a resource is, as clients of this API think of it. They wait until it is neither creating, updating nor deleting. */
public sealed interface Condition {

    record Creating() implements Condition {}

    record Updating() implements Condition {}

    record Ready() implements Condition {}

    record Failed(String message) implements Condition {}

    /** {@code hindrance} holds it, if anything does. */
    record Deleting(Optional<String> hindrance) implements Condition {
        public Deleting() {
            this(Optional.empty());
        }
    }

    /** How a container is that was just changed. */
    static Condition of(Container.Existing container) {
        return switch (container) {
            case Container.Deleting(Container.Facts _, Optional<Failure> hindrance) ->
                new Deleting(hindrance.map(Failure::message));
            case Container.Live(Container.Facts facts) ->
                facts.deployment().map(Condition::of).orElseGet(Creating::new);
        };
    }

    private static Condition of(Container.Deployment deployment) {
        return switch (deployment.progress()) {
            case Container.RollingOut _ -> deployment.number() == 1 ? new Creating() : new Updating();
            case Container.Serving _ -> new Ready();
            case Container.Failed(Failure failure, Optional<Integer> _) -> new Failed(failure.message());
            case Container.Degraded(Failure failure) -> new Failed(failure.message());
        };
    }

    static Condition of(ContainerStatus status) {
        return switch (status) {
            case ContainerStatus.Creating _ -> new Creating();
            case ContainerStatus.Updating _ -> new Updating();
            case ContainerStatus.Ready _ -> new Ready();
            case ContainerStatus.Failed(Failure failure) -> new Failed(failure.message());
            case ContainerStatus.Deleting(Optional<Failure> hindrance) -> new Deleting(hindrance.map(Failure::message));
        };
    }

    /** How a namespace is that was just changed. */
    static Condition of(Namespace.Existing namespace) {
        return switch (namespace) {
            case Namespace.Deleting _ -> new Deleting();
            case Namespace.Live(Namespace.Facts facts) ->
                facts.rolledOut() < facts.variablesRevision() ? new Updating() : new Ready();
        };
    }

    static Condition of(NamespaceView.Status status) {
        return switch (status) {
            case READY -> new Ready();
            case UPDATING -> new Updating();
            case DELETING -> new Deleting();
        };
    }
}
