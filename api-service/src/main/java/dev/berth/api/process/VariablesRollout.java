package dev.berth.api.process;

import dev.berth.api.command.Freshness;
import dev.berth.api.command.Request;
import dev.berth.api.container.Containers;
import dev.berth.api.namespace.Namespace;
import dev.berth.api.namespace.Namespaces;
import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** When a namespace's variables have changed, deploys its containers with them. */
@ApplicationScoped
class VariablesRollout {

    private final Namespaces namespaces;
    private final Containers containers;
    private final Everyone everyone;

    VariablesRollout(Namespaces namespaces, Containers containers, Everyone everyone) {
        this.namespaces = namespaces;
        this.containers = containers;
        this.everyone = everyone;
    }

    /** Containers made meanwhile have the new variables already: they are made under the namespace's version. */
    Uni<Void> advance(Request request, NamespaceId id) {
        return namespaces.load(id, Freshness.CURRENT).flatMap(found -> switch (found.state()) {
            case Namespace.Live(Namespace.Facts facts)
            when facts.rolledOut() < facts.variablesRevision() -> rollOut(request, id, facts.variablesRevision());
            case Namespace.Live _, Namespace.Absent _, Namespace.Named _, Namespace.Deleting _, Namespace.Deleted _ ->
                Uni.createFrom().voidItem();
        });
    }

    private Uni<Void> rollOut(Request request, NamespaceId id, int variablesRevision) {
        return everyone.in(
                        Containers.namesIn(id),
                        stream ->
                                containers.followVariables(request, new ContainerId(stream.value()), variablesRevision))
                .flatMap(_ -> namespaces.finishRollout(request, id, variablesRevision))
                .replaceWithVoid();
    }
}
