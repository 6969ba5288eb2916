package dev.berth.api.tenancy;

import dev.berth.api.access.Authorizer;
import dev.berth.api.access.Authorizer.Action;
import dev.berth.api.access.Principal;
import dev.berth.api.access.Principal.KeyHolder;
import dev.berth.api.access.Principal.Platform;
import dev.berth.api.access.Scope;
import dev.berth.api.access.Scope.OfOrganization;
import dev.berth.api.access.Target;
import dev.berth.api.command.CommandHandler;
import dev.berth.api.command.CommandShell;
import dev.berth.api.command.Folded;
import dev.berth.api.command.Freshness;
import dev.berth.api.command.Outcome;
import dev.berth.api.command.Place;
import dev.berth.api.command.Request;
import dev.berth.api.command.Tenant;
import dev.berth.api.refusal.Refusal.Forbidden;
import dev.berth.api.refusal.Refusal.Verb;
import dev.berth.api.refusal.Refused;
import dev.berth.api.tenancy.ProjectCommand.CreateProject;
import dev.berth.api.tenancy.ProjectCommand.DeleteProject;
import dev.berth.api.tenancy.ProjectCommand.FinishProjectDeletion;
import dev.berth.events.Kind;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectEvent;
import dev.berth.events.ProjectId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Changes projects. */
@ApplicationScoped
public class Projects {

    private final ProjectAggregate aggregate = new ProjectAggregate();
    private final CommandHandler<Project.State, ProjectCommand, ProjectEvent> handler;
    private final Organizations organizations;

    public Projects(CommandShell shell, Organizations organizations) {
        this.handler = shell.handler(aggregate);
        this.organizations = organizations;
    }

    /** Makes a project in an organization. */
    public Uni<Outcome<Project.Existing>> create(
            Request request, ProjectId id, OrganizationId organization, String name) {
        CreateProject create = new CreateProject(id, organization, name);
        return handler.create(
                        request,
                        id,
                        "create",
                        freshness ->
                                organizations.load(organization, freshness).map(found -> place(organization, found)),
                        _ -> Uni.createFrom().item(create))
                .map(outcome -> outcome.as(Project.Existing.class));
    }

    private static Place<Organization.State> place(OrganizationId id, Folded<Organization.State> organization) {
        Optional<Scope> owner = switch (organization.state()) {
            case Organization.Absent _ -> Optional.empty();
            case Organization.Live _ -> Optional.of(new OfOrganization(id));
        };
        return new Place<>(new Target.Place(id, owner), List.of(), organization.state());
    }

    /** Lets it go; what it holds goes first. */
    public Uni<Outcome<Project.Existing>> delete(Request request, ProjectId id) {
        return handler.change(request, id, "delete", _ -> Uni.createFrom().item(new DeleteProject(id)))
                .map(outcome -> outcome.as(Project.Existing.class));
    }

    /** Nothing is left in it, and its data key is destroyed. */
    public Uni<Outcome<Project.State>> finishDeletion(Request request, ProjectId id) {
        return handler.change(
                request, id, "finish-deletion", _ -> Uni.createFrom().item(new FinishProjectDeletion(id)));
    }

    /** The project as far as its history is known. */
    public Uni<Folded<Project.State>> load(ProjectId id, Freshness freshness) {
        return handler.load(id, freshness);
    }

    /** The project as a place that a request names for something new. */
    public Target target(ProjectId id, Folded<Project.State> project) {
        return new Target.Place(id, aggregate.tenant(project.state()).map(Tenant::scope));
    }

    /**
     * Where a list of such resources looks when it is asked of that organization and project; refused when they are
     * named and somebody else's.
     */
    public Uni<Scope> listScope(
            Principal principal, Kind kind, Optional<OrganizationId> organization, Optional<ProjectId> project) {
        Action action = Action.read(kind);
        organization.ifPresent(named -> requireOwn(principal, action, named));
        return project.map(named ->
                        load(named, Freshness.REMEMBERED).map(found -> named(principal, action, target(named, found))))
                .orElseGet(() -> Uni.createFrom().item(organizationScope(principal, organization)));
    }

    private static Scope named(Principal principal, Action action, Target target) {
        Authorizer.require(principal, action, target);
        return target.owner().orElseThrow();
    }

    private static Scope organizationScope(Principal principal, Optional<OrganizationId> organization) {
        return switch (principal) {
            case Platform _ ->
                organization.<Scope>map(OfOrganization::new).orElseGet(() -> Authorizer.visible(principal));
            case KeyHolder _ -> Authorizer.visible(principal);
        };
    }

    /** A key of one project may name its organization: it means all that the key can see there. */
    private static void requireOwn(Principal principal, Action action, OrganizationId named) {
        switch (principal) {
            case KeyHolder key
            when !key.organization().equals(named) -> throw new Refused(new Forbidden(Verb.READ, action.kind()));
            case KeyHolder _, Platform _ -> {}
        }
    }
}
