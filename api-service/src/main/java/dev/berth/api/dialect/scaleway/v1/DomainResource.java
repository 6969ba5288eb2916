package dev.berth.api.dialect.scaleway.v1;

import dev.berth.api.dialect.Fields;
import dev.berth.api.dialect.PublicAddress;
import dev.berth.api.dialect.scaleway.DomainDesk;
import dev.berth.api.dialect.scaleway.Door;
import dev.berth.api.dialect.scaleway.Listed;
import dev.berth.api.views.DomainView;
import dev.berth.api.views.Page;
import dev.berth.events.Kind;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Domains in Scaleway's words. */
@Path("/containers/v1/regions/{region}/domains")
@Tag(name = "Domains")
public class DomainResource {

    private final Door door;
    private final DomainDesk desk;
    private final PublicAddress address;

    DomainResource(Door door, DomainDesk desk, PublicAddress address) {
        this.door = door;
        this.desk = desk;
        this.address = address;
    }

    @POST
    @Operation(summary = "Serve a container under a hostname that leads here")
    public Uni<Response> create(@Context RoutingContext http, @RestPath String region) {
        return door.create(
                http,
                region,
                request -> desk.attach(request, Fields.ofBody(http))
                        .map(outcome -> DomainAnswer.created(outcome).json(address, region)));
    }

    @GET
    @Operation(summary = "List domains")
    public Uni<Response> list(@Context RoutingContext http, @RestPath String region) {
        return door.list(
                http,
                region,
                Kind.DOMAIN,
                (request, listing) -> desk.page(request, listing).map(page -> listed(page, region)));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Look at a domain")
    public Uni<Response> read(@Context RoutingContext http, @RestPath String region, @RestPath String id) {
        return door.read(
                http,
                region,
                Kind.DOMAIN,
                id,
                (request, uuid) -> desk.one(request, uuid)
                        .map(view -> DomainAnswer.of(view).json(address, region)));
    }

    @PATCH
    @Path("/{id}")
    @Operation(summary = "Give a domain other tags")
    public Uni<Response> change(@Context RoutingContext http, @RestPath String region, @RestPath String id) {
        return door.change(
                http,
                region,
                Kind.DOMAIN,
                id,
                (request, uuid) -> desk.tag(request, uuid, Fields.ofBody(http))
                        .map(outcome -> DomainAnswer.changed(outcome).json(address, region)));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Let a hostname lead nowhere any more")
    public Uni<Response> delete(@Context RoutingContext http, @RestPath String region, @RestPath String id) {
        return door.delete(
                http,
                region,
                Kind.DOMAIN,
                id,
                (request, uuid) -> desk.detach(request, uuid)
                        .map(outcome -> DomainAnswer.deleted(outcome).json(address, region)));
    }

    private Listed listed(Page<DomainView> page, String region) {
        return new Listed(
                page.items().stream()
                        .map(view -> DomainAnswer.of(view).json(address, region))
                        .toList(),
                page.total());
    }
}
