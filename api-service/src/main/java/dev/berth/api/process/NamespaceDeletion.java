package dev.berth.api.process;

import dev.berth.api.command.Freshness;
import dev.berth.api.command.Request;
import dev.berth.api.container.Container;
import dev.berth.api.container.Containers;
import dev.berth.api.namespace.Namespace;
import dev.berth.api.namespace.Namespaces;
import dev.berth.api.refusal.Refused;
import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** When a namespace is to go, lets its tokens and containers go, and then itself. */
@ApplicationScoped
class NamespaceDeletion {

    private final Namespaces namespaces;
    private final Containers containers;
    private final Attached attached;
    private final Everyone everyone;

    NamespaceDeletion(Namespaces namespaces, Containers containers, Attached attached, Everyone everyone) {
        this.namespaces = namespaces;
        this.containers = containers;
        this.attached = attached;
        this.everyone = everyone;
    }

    Uni<Void> advance(Request request, NamespaceId id) {
        return whenDeleting(
                id,
                () -> attached.remove(request, id)
                        .flatMap(_ -> everyone.in(
                                Containers.namesIn(id), stream -> delete(request, new ContainerId(stream.value()))))
                        .flatMap(_ -> finish(request, id)));
    }

    /** One of its containers is gone. */
    Uni<Void> finishIfEmpty(Request request, ContainerId gone) {
        return containers.load(gone, Freshness.REMEMBERED).flatMap(found -> switch (found.state()) {
            case Container.Deleted(Container.Identity identity) ->
                whenDeleting(identity.namespace(), () -> finish(request, identity.namespace()));
            case Container.Absent _, Container.Named _, Container.Existing _ ->
                Uni.createFrom().voidItem();
        });
    }

    private Uni<Void> whenDeleting(NamespaceId id, Step step) {
        return namespaces.load(id, Freshness.CURRENT).flatMap(found -> switch (found.state()) {
            case Namespace.Deleting _ -> step.take();
            case Namespace.Absent _, Namespace.Named _, Namespace.Live _, Namespace.Deleted _ ->
                Uni.createFrom().voidItem();
        });
    }

    /** What is on its way already stays so, and is not asked again. */
    private Uni<Void> delete(Request request, ContainerId id) {
        return containers
                .load(id, Freshness.REMEMBERED)
                .flatMap(found -> found.state() instanceof Container.Deleting
                        ? Uni.createFrom().voidItem()
                        : containers
                                .delete(request, id)
                                .replaceWithVoid()
                                .onFailure(Refused.class) // it has just gone
                                .recoverWithNull());
    }

    /** Nothing can come in any more, so once it is empty, it stays so. */
    private Uni<Void> finish(Request request, NamespaceId id) {
        return everyone.gone(Containers.namesIn(id))
                .flatMap(gone -> gone
                        ? attached.remove(request, id)
                                .flatMap(_ -> namespaces.finishDeletion(request, id))
                                .replaceWithVoid()
                        : Uni.createFrom().voidItem());
    }
}
