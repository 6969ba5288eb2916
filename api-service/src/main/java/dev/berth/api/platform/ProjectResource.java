package dev.berth.api.platform;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.api.NewId;
import dev.berth.api.access.Authorizer;
import dev.berth.api.command.Outcome;
import dev.berth.api.command.Request;
import dev.berth.api.dialect.Fields;
import dev.berth.api.dialect.Paging;
import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refused;
import dev.berth.api.tenancy.Project;
import dev.berth.api.tenancy.Projects;
import dev.berth.api.views.Filter;
import dev.berth.api.views.Order;
import dev.berth.api.views.ProjectView;
import dev.berth.api.views.Queries;
import dev.berth.events.Kind;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Projects of an organization. */
@Path("/berth/v1/projects")
@Tag(name = "Projects")
public class ProjectResource {

    private final Gate gate;
    private final Projects projects;
    private final Queries queries;

    ProjectResource(Gate gate, Projects projects, Queries queries) {
        this.gate = gate;
        this.projects = projects;
        this.queries = queries;
    }

    @POST
    @Operation(summary = "Create a project")
    public Uni<Response> create(@Context RoutingContext http) {
        return gate.create(http, request -> create(request, Fields.ofBody(http)));
    }

    @GET
    @Operation(summary = "List projects")
    public Uni<Response> list(@Context RoutingContext http) {
        return gate.read(http, request -> {
            Paging paging = Gate.paging(http);
            Optional<OrganizationId> organization =
                    Gate.id(http, "organization_id").map(OrganizationId::new);
            return projects.listScope(request.principal(), Kind.PROJECT, organization, Optional.empty())
                    .chain(scope ->
                            queries.projects(scope, Filter.NONE, Order.CREATED_ASC, paging.page(), paging.size()))
                    .map(page -> Gate.list(page, ProjectResource::json));
        });
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Look at a project")
    public Uni<Response> read(@Context RoutingContext http, @RestPath String id) {
        return gate.read(http, request -> {
            ProjectId project = new ProjectId(Gate.id(Kind.PROJECT, id));
            return queries.project(Authorizer.visible(request.principal()), project)
                    .map(found ->
                            found.map(ProjectResource::json).orElseThrow(() -> new Refused(Refusal.notFound(project))));
        });
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete a project and all that is in it; its secrets can never be read again")
    public Uni<Response> delete(@Context RoutingContext http, @RestPath String id) {
        return gate.change(
                http,
                request -> projects.delete(request, new ProjectId(Gate.id(Kind.PROJECT, id)))
                        .map(ProjectResource::json));
    }

    private Uni<ObjectNode> create(Request request, Fields fields) {
        String name = Names.required(fields);
        Optional<OrganizationId> organization = Gate.organization(request, fields);
        fields.check();
        return projects.create(request, new ProjectId(NewId.next()), organization.orElseThrow(), name)
                .map(ProjectResource::json);
    }

    private static ObjectNode json(Outcome<? extends Project.Existing> outcome) {
        Project.Identity identity = outcome.state().identity();
        String status = switch (outcome.state()) {
            case Project.Live _ -> "ready";
            case Project.Deleting _ -> "deleting";
        };
        return json(identity.id(), identity.organization(), identity.name(), status, outcome.createdAt());
    }

    private static ObjectNode json(ProjectView view) {
        String status = switch (view.status()) {
            case READY -> "ready";
            case DELETING -> "deleting";
        };
        return json(view.id(), view.organization(), view.name(), status, view.createdAt());
    }

    private static ObjectNode json(
            ProjectId id, OrganizationId organization, String name, String status, Instant createdAt) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id.toString()).put("organization_id", organization.toString());
        return json.put("name", name).put("status", status).put("created_at", createdAt.toString());
    }
}
