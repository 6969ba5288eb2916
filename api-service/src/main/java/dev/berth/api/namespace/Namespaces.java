package dev.berth.api.namespace;

import dev.berth.api.access.Target;
import dev.berth.api.command.CommandHandler;
import dev.berth.api.command.CommandShell;
import dev.berth.api.command.Folded;
import dev.berth.api.command.Freshness;
import dev.berth.api.command.Outcome;
import dev.berth.api.command.Place;
import dev.berth.api.command.Request;
import dev.berth.api.command.Tenant;
import dev.berth.api.namespace.NamespaceCommand.ConfigureNamespace;
import dev.berth.api.namespace.NamespaceCommand.CreateNamespace;
import dev.berth.api.namespace.NamespaceCommand.DeleteNamespace;
import dev.berth.api.namespace.NamespaceCommand.FinishNamespaceDeletion;
import dev.berth.api.namespace.NamespaceCommand.FinishVariablesRollout;
import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refusal.Transient;
import dev.berth.api.refusal.Refused;
import dev.berth.api.secrets.Sealing;
import dev.berth.api.secrets.SecretBox;
import dev.berth.api.store.Guard;
import dev.berth.api.tenancy.Project;
import dev.berth.api.tenancy.Projects;
import dev.berth.events.Kind;
import dev.berth.events.NamespaceEvent;
import dev.berth.events.NamespaceId;
import dev.berth.events.ProjectId;
import dev.berth.events.spec.Secret;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Changes namespaces. */
@ApplicationScoped
public class Namespaces {

    private final NamespaceAggregate aggregate = new NamespaceAggregate();
    private final CommandHandler<Namespace.State, NamespaceCommand, NamespaceEvent> handler;
    private final Projects projects;
    private final SecretBox box;

    public Namespaces(CommandShell shell, Projects projects, SecretBox box) {
        this.handler = shell.handler(aggregate);
        this.projects = projects;
        this.box = box;
    }

    /** Makes a namespace in a project. */
    public Uni<Outcome<Namespace.Existing>> create(Request request, NewNamespace wanted) {
        Sealing sealing = box.sealing(wanted.secrets());
        return handler.create(
                        request,
                        wanted.id(),
                        "create",
                        freshness -> place(wanted.project(), freshness),
                        project -> command(wanted, live(project, wanted.project()), sealing))
                .map(outcome -> outcome.as(Namespace.Existing.class));
    }

    private Uni<Place<Project.State>> place(ProjectId id, Freshness freshness) {
        return projects.load(id, freshness)
                .map(found -> new Place<>(
                        projects.target(id, found), List.of(new Guard(id.stream(), found.version())), found.state()));
    }

    private static Uni<NamespaceCommand> command(NewNamespace wanted, Project.Identity project, Sealing sealing) {
        return sealing.in(project.id(), Map.of())
                .map(secrets -> new CreateNamespace(
                        wanted.id(),
                        project.id(),
                        project.organization(),
                        wanted.name(),
                        wanted.spec().withSecretEnvironment(secrets)));
    }

    private static Project.Identity live(Project.State project, ProjectId id) {
        return switch (project) {
            case Project.Live(Project.Identity identity) -> identity;
            case Project.Deleting _ -> throw new Refused(new Transient(Kind.PROJECT, id.toString(), "deleting"));
            case Project.Absent _, Project.Deleted _ -> throw new Refused(Refusal.notFound(id));
        };
    }

    /** Gives it another configuration; its containers follow its variables. */
    public Uni<Outcome<Namespace.Existing>> configure(Request request, NamespaceId id, NamespaceChange change) {
        Sealing sealing = box.sealing(change.secrets());
        return handler.change(
                        request,
                        id,
                        "configure",
                        state -> sealed(state, sealing)
                                .map(secrets -> new ConfigureNamespace(
                                        id, spec -> change.change().apply(spec, secrets))))
                .map(outcome -> outcome.as(Namespace.Existing.class));
    }

    private static Uni<Map<String, Secret>> sealed(Namespace.State state, Sealing sealing) {
        return switch (state) {
            case Namespace.Existing existing ->
                sealing.in(
                        existing.facts().identity().project(),
                        existing.facts().spec().secretEnvironment());
            case Namespace.Absent _, Namespace.Named _, Namespace.Deleted _ ->
                Uni.createFrom().item(Map.of());
        };
    }

    /** Lets it go; its containers go first. */
    public Uni<Outcome<Namespace.Existing>> delete(Request request, NamespaceId id) {
        return handler.change(request, id, "delete", _ -> Uni.createFrom().item(new DeleteNamespace(id)))
                .map(outcome -> outcome.as(Namespace.Existing.class));
    }

    /** All its containers were told of the variables of that revision. */
    public Uni<Outcome<Namespace.State>> finishRollout(Request request, NamespaceId id, int variablesRevision) {
        return handler.change(
                request,
                id,
                "finish-rollout",
                _ -> Uni.createFrom().item(new FinishVariablesRollout(id, variablesRevision)));
    }

    /** Nothing is left in it. */
    public Uni<Outcome<Namespace.State>> finishDeletion(Request request, NamespaceId id) {
        return handler.change(
                request, id, "finish-deletion", _ -> Uni.createFrom().item(new FinishNamespaceDeletion(id)));
    }

    /** The namespace as far as its history is known. */
    public Uni<Folded<Namespace.State>> load(NamespaceId id, Freshness freshness) {
        return handler.load(id, freshness);
    }

    /** The namespace as a place for something new; it must not change meanwhile: it might be deleted. */
    public Uni<Place<Namespace.State>> place(NamespaceId id, Freshness freshness) {
        return handler.load(id, freshness)
                .map(found -> new Place<>(
                        new Target.Resource(id, aggregate.tenant(found.state()).map(Tenant::scope)),
                        List.of(new Guard(id.stream(), found.version())),
                        found.state()));
    }

    /** What is known of a namespace that is there. Throws {@link Refused} when it is not, or is on its way out. */
    public static Namespace.Facts live(Namespace.State namespace, NamespaceId id) {
        return switch (namespace) {
            case Namespace.Live(Namespace.Facts facts) -> facts;
            case Namespace.Deleting _ -> throw new Refused(new Transient(Kind.NAMESPACE, id.toString(), "deleting"));
            case Namespace.Absent _, Namespace.Named _, Namespace.Deleted _ -> throw new Refused(Refusal.notFound(id));
        };
    }

    /** Where the namespaces of a project have their names, until nothing is left of them. */
    public static String namesIn(ProjectId project) {
        return NamespaceAggregate.namesIn(project);
    }
}
