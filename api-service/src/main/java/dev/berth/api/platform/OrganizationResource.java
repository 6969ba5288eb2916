package dev.berth.api.platform;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.api.NewId;
import dev.berth.api.access.Authorizer;
import dev.berth.api.command.Request;
import dev.berth.api.dialect.Fields;
import dev.berth.api.dialect.Paging;
import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refused;
import dev.berth.api.tenancy.Organizations;
import dev.berth.api.views.Filter;
import dev.berth.api.views.Order;
import dev.berth.api.views.OrganizationView;
import dev.berth.api.views.Queries;
import dev.berth.events.Kind;
import dev.berth.events.OrganizationId;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Organizations; only the operator makes them. */
@Path("/berth/v1/organizations")
@Tag(name = "Organizations")
public class OrganizationResource {

    private final Gate gate;
    private final Organizations organizations;
    private final Queries queries;

    OrganizationResource(Gate gate, Organizations organizations, Queries queries) {
        this.gate = gate;
        this.organizations = organizations;
        this.queries = queries;
    }

    @POST
    @Operation(summary = "Create an organization")
    public Uni<Response> create(@Context RoutingContext http) {
        return gate.create(http, request -> create(request, Fields.ofBody(http)));
    }

    @GET
    @Operation(summary = "List the organizations that the caller can see")
    public Uni<Response> list(@Context RoutingContext http) {
        return gate.read(http, request -> {
            Paging paging = Gate.paging(http);
            return queries.organizations(
                            Authorizer.visible(request.principal()),
                            Filter.NONE,
                            Order.CREATED_ASC,
                            paging.page(),
                            paging.size())
                    .map(page -> Gate.list(page, OrganizationResource::json));
        });
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Look at an organization")
    public Uni<Response> read(@Context RoutingContext http, @RestPath String id) {
        return gate.read(http, request -> {
            OrganizationId organization = new OrganizationId(Gate.id(Kind.ORGANIZATION, id));
            return queries.organization(Authorizer.visible(request.principal()), organization)
                    .map(found -> found.map(OrganizationResource::json)
                            .orElseThrow(() -> new Refused(Refusal.notFound(organization))));
        });
    }

    private Uni<ObjectNode> create(Request request, Fields fields) {
        String name = Names.required(fields);
        fields.check();
        return organizations
                .create(request, new OrganizationId(NewId.next()), name)
                .map(outcome -> json(outcome.state().id(), outcome.state().name(), outcome.createdAt()));
    }

    private static ObjectNode json(OrganizationView view) {
        return json(view.id(), view.name(), view.createdAt());
    }

    private static ObjectNode json(OrganizationId id, String name, Instant createdAt) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        return json.put("id", id.toString()).put("name", name).put("created_at", createdAt.toString());
    }
}
