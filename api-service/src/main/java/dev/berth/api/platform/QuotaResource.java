package dev.berth.api.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.api.access.Scope;
import dev.berth.api.access.Scope.OfOrganization;
import dev.berth.api.access.Scope.OfPlatform;
import dev.berth.api.access.Scope.OfProject;
import dev.berth.api.command.Quotas;
import dev.berth.api.command.Request;
import dev.berth.api.dialect.Paging;
import dev.berth.api.store.Tallies;
import dev.berth.api.store.Tallies.Tally;
import dev.berth.api.tenancy.Projects;
import dev.berth.api.views.Filter;
import dev.berth.api.views.Order;
import dev.berth.api.views.Page;
import dev.berth.api.views.ProjectView;
import dev.berth.api.views.Queries;
import dev.berth.events.Kind;
import dev.berth.events.OrganizationId;
import dev.berth.events.ResourceId;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How much each project has, and may have. */
@Path("/berth/v1/quotas")
@Tag(name = "Berth")
public class QuotaResource {

    private static final List<Kind> OF_PROJECT = List.of(Kind.NAMESPACE, Kind.CONTAINER);

    private final Gate gate;
    private final Projects projects;
    private final Queries queries;
    private final Tallies tallies;
    private final Quotas quotas;

    QuotaResource(Gate gate, Projects projects, Queries queries, Tallies tallies, Quotas quotas) {
        this.gate = gate;
        this.projects = projects;
        this.queries = queries;
        this.tallies = tallies;
        this.quotas = quotas;
    }

    @GET
    @Operation(summary = "List quotas and their use, project by project")
    public Uni<Response> list(@Context RoutingContext http) {
        return gate.read(http, request -> {
            Optional<OrganizationId> organization =
                    Gate.id(http, "organization_id").map(OrganizationId::new);
            return list(request, organization, Gate.paging(http));
        });
    }

    private Uni<JsonNode> list(Request request, Optional<OrganizationId> organization, Paging paging) {
        return projects.listScope(request.principal(), Kind.PROJECT, organization, Optional.empty())
                .flatMap(scope -> queries.projects(scope, Filter.NONE, Order.CREATED_ASC, paging.page(), paging.size())
                        .flatMap(page -> tallies.of(owners(page))
                                .map(tally -> Gate.list(page, project -> json(project, tally, scope)))));
    }

    private static List<ResourceId> owners(Page<ProjectView> page) {
        return page.items().stream()
                .flatMap(project -> Stream.<ResourceId>of(project.id(), project.organization()))
                .toList();
    }

    private ObjectNode json(ProjectView project, Tally tally, Scope scope) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("project_id", project.id().toString());
        json.put("organization_id", project.organization().toString());
        ArrayNode listed = json.putArray("quotas");
        OF_PROJECT.forEach(kind -> add(listed, kind, project.id(), tally));
        switch (scope) {
            case OfPlatform _, OfOrganization _ -> add(listed, Kind.PROJECT, project.organization(), tally);
            case OfProject _ -> {} // how many others there are is not its business
        }
        return json;
    }

    private void add(ArrayNode listed, Kind kind, ResourceId owner, Tally tally) {
        listed.addObject()
                .put("resource", kind.wireName() + "s")
                .put("per", owner.kind().wireName())
                .put("used", tally.of(owner, kind))
                .put("limit", quotas.most(kind).orElse(null));
    }
}
