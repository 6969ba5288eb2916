package dev.berth.api.dialect.scaleway.v1beta1;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.api.access.Authorizer;
import dev.berth.api.access.Scope;
import dev.berth.api.command.Request;
import dev.berth.api.dialect.PublicAddress;
import dev.berth.api.dialect.scaleway.Door;
import dev.berth.api.dialect.scaleway.Listed;
import dev.berth.api.dialect.scaleway.containers.ContainerShown;
import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refused;
import dev.berth.api.views.ContainerView;
import dev.berth.api.views.Filter;
import dev.berth.api.views.Order;
import dev.berth.api.views.Page;
import dev.berth.api.views.Queries;
import dev.berth.events.Kind;
import dev.berth.events.NamespaceId;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** The containers of one namespace, which the Serverless Framework's plugin asks for. */
@Path("/containers/v1beta1/regions/{region}/namespaces/{id}/containers")
@Tag(name = "Containers")
public class NamespaceContainersResource {

    private final Door door;
    private final Queries queries;
    private final PublicAddress address;

    NamespaceContainersResource(Door door, Queries queries, PublicAddress address) {
        this.door = door;
        this.queries = queries;
        this.address = address;
    }

    @GET
    @Operation(summary = "List all containers of a namespace, in one page")
    public Uni<Response> list(@Context RoutingContext http, @RestPath String region, @RestPath String id) {
        return door.read(
                http,
                region,
                Kind.NAMESPACE,
                id,
                (request, uuid) -> containers(request, new NamespaceId(uuid)).map(page -> json(page, region)));
    }

    private Uni<Page<ContainerView>> containers(Request request, NamespaceId id) {
        Scope visible = Authorizer.visible(request.principal());
        return queries.namespace(visible, id)
                .map(found -> found.orElseThrow(() -> new Refused(Refusal.notFound(id))))
                .chain(_ -> queries.containers(visible, Filter.NONE.in(id), Order.CREATED_ASC, 1, Integer.MAX_VALUE));
    }

    private JsonNode json(Page<ContainerView> page, String region) {
        return new Listed(
                        page.items().stream()
                                .map(view -> ContainerAnswer.json(ContainerShown.of(view), address, region))
                                .toList(),
                        page.total())
                .json(Kind.CONTAINER);
    }
}
