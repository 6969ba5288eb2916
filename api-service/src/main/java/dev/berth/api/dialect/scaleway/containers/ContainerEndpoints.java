package dev.berth.api.dialect.scaleway.containers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.api.access.Authorizer;
import dev.berth.api.command.Outcome;
import dev.berth.api.command.Request;
import dev.berth.api.container.Container;
import dev.berth.api.container.Containers;
import dev.berth.api.container.NewContainer;
import dev.berth.api.dialect.Fields;
import dev.berth.api.dialect.scaleway.Door;
import dev.berth.api.dialect.scaleway.Listed;
import dev.berth.api.dialect.scaleway.Listing;
import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refused;
import dev.berth.api.tenancy.Projects;
import dev.berth.api.views.ContainerView;
import dev.berth.api.views.Page;
import dev.berth.api.views.Queries;
import dev.berth.events.ContainerId;
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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/** What can be asked of containers in both versions of the API, each of which has its own words for them. */
public abstract class ContainerEndpoints {

    private final Door door;
    private final Containers containers;
    private final Projects projects;
    private final Queries queries;

    protected ContainerEndpoints(Door door, Containers containers, Projects projects, Queries queries) {
        this.door = door;
        this.containers = containers;
        this.projects = projects;
        this.queries = queries;
    }

    @POST
    @Operation(summary = "Create a container and deploy it")
    public Uni<Response> create(@Context RoutingContext http, @RestPath String region) {
        return door.create(
                http,
                region,
                request -> containers
                        .create(request, created(Fields.ofBody(http)))
                        .map(outcome -> changed(outcome, region)));
    }

    @GET
    @Operation(summary = "List containers")
    public Uni<Response> list(@Context RoutingContext http, @RestPath String region) {
        return door.list(
                http,
                region,
                Kind.CONTAINER,
                (request, listing) -> page(request, listing).map(page -> listed(page, region)));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Look at a container")
    public Uni<Response> read(@Context RoutingContext http, @RestPath String region, @RestPath String id) {
        return door.read(
                http,
                region,
                Kind.CONTAINER,
                id,
                (request, uuid) -> one(request, uuid).map(view -> seen(view, region)));
    }

    @PATCH
    @Path("/{id}")
    @Operation(summary = "Change a container and deploy it")
    public Uni<Response> change(@Context RoutingContext http, @RestPath String region, @RestPath String id) {
        return door.change(
                http,
                region,
                Kind.CONTAINER,
                id,
                (request, uuid) -> containers
                        .configure(
                                request,
                                new ContainerId(uuid),
                                patch(Fields.ofBody(http)).change())
                        .map(outcome -> changed(outcome, region)));
    }

    /** Deploys a container as it is, from the image that its reference now leads to. */
    protected Uni<Response> deploy(RoutingContext http, String region, String id) {
        return door.change(
                http,
                region,
                Kind.CONTAINER,
                id,
                (request, uuid) ->
                        containers.redeploy(request, new ContainerId(uuid)).map(outcome -> changed(outcome, region)));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete a container")
    public Uni<Response> delete(@Context RoutingContext http, @RestPath String region, @RestPath String id) {
        return door.delete(
                http,
                region,
                Kind.CONTAINER,
                id,
                (request, uuid) ->
                        containers.delete(request, new ContainerId(uuid)).map(outcome -> changed(outcome, region)));
    }

    private Uni<Page<ContainerView>> page(Request request, Listing listing) {
        return projects.listScope(
                        request.principal(),
                        Kind.CONTAINER,
                        listing.filter().organization(),
                        listing.filter().project())
                .chain(scope -> queries.containers(
                        scope,
                        listing.filter(),
                        listing.order(),
                        listing.paging().page(),
                        listing.paging().size()));
    }

    private Uni<ContainerView> one(Request request, UUID uuid) {
        ContainerId id = new ContainerId(uuid);
        return queries.container(Authorizer.visible(request.principal()), id)
                .map(found -> found.orElseThrow(() -> new Refused(Refusal.notFound(id))));
    }

    private ObjectNode changed(Outcome<? extends Container.Existing> outcome, String region) {
        return json(ContainerShown.of(outcome), region);
    }

    private ObjectNode seen(ContainerView view, String region) {
        return json(ContainerShown.of(view), region);
    }

    private Listed listed(Page<ContainerView> page, String region) {
        return new Listed(page.items().stream().map(view -> seen(view, region)).toList(), page.total());
    }

    /** A new container as a request asks for it. Throws {@link Refused} with all that is wrong. */
    protected abstract NewContainer created(Fields fields);

    /** A change as a request asks for it. Throws {@link Refused} with all that is wrong. */
    protected abstract ContainerPatch patch(Fields fields);

    /** How it is shown. */
    protected abstract ObjectNode json(ContainerShown container, String region);
}
