package dev.berth.api.process;

import dev.berth.api.command.Freshness;
import dev.berth.api.command.Request;
import dev.berth.api.namespace.Namespace;
import dev.berth.api.namespace.Namespaces;
import dev.berth.api.refusal.Refused;
import dev.berth.api.secrets.SecretBox;
import dev.berth.api.tenancy.ApiKeys;
import dev.berth.api.tenancy.Project;
import dev.berth.api.tenancy.Projects;
import dev.berth.events.ApiKeyId;
import dev.berth.events.NamespaceId;
import dev.berth.events.ProjectId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** When a project is to go, lets its keys and namespaces go, destroys its data key, and then lets it go itself. */
@ApplicationScoped
class ProjectDeletion {

    private final Projects projects;
    private final Namespaces namespaces;
    private final ApiKeys apiKeys;
    private final SecretBox box;
    private final Everyone everyone;

    ProjectDeletion(Projects projects, Namespaces namespaces, ApiKeys apiKeys, SecretBox box, Everyone everyone) {
        this.projects = projects;
        this.namespaces = namespaces;
        this.apiKeys = apiKeys;
        this.box = box;
        this.everyone = everyone;
    }

    Uni<Void> advance(Request request, ProjectId id) {
        return whenDeleting(
                id,
                () -> everyone.in(ApiKeys.namesIn(id), stream -> apiKeys.revoke(request, new ApiKeyId(stream.value())))
                        .flatMap(_ -> everyone.in(
                                Namespaces.namesIn(id), stream -> delete(request, new NamespaceId(stream.value()))))
                        .flatMap(_ -> finish(request, id)));
    }

    /** One of its namespaces is gone. */
    Uni<Void> finishIfEmpty(Request request, NamespaceId gone) {
        return namespaces.load(gone, Freshness.REMEMBERED).flatMap(found -> switch (found.state()) {
            case Namespace.Deleted(Namespace.Identity identity) ->
                whenDeleting(identity.project(), () -> finish(request, identity.project()));
            case Namespace.Absent _, Namespace.Named _, Namespace.Existing _ ->
                Uni.createFrom().voidItem();
        });
    }

    private Uni<Void> whenDeleting(ProjectId id, Step step) {
        return projects.load(id, Freshness.CURRENT).flatMap(found -> switch (found.state()) {
            case Project.Deleting _ -> step.take();
            case Project.Absent _, Project.Live _, Project.Deleted _ ->
                Uni.createFrom().voidItem();
        });
    }

    private Uni<Void> delete(Request request, NamespaceId id) {
        return namespaces
                .delete(request, id)
                .replaceWithVoid()
                .onFailure(Refused.class) // it has just gone
                .recoverWithNull();
    }

    /** The key goes before the project is said to be gone: a crash between the two is made good by the next sweep. */
    private Uni<Void> finish(Request request, ProjectId id) {
        return everyone.gone(Namespaces.namesIn(id))
                .flatMap(gone -> gone
                        ? box.destroy(id)
                                .flatMap(_ -> projects.finishDeletion(request, id))
                                .replaceWithVoid()
                        : Uni.createFrom().voidItem());
    }
}
