package dev.berth.api.dialect.scaleway.containers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.api.access.Authorizer;
import dev.berth.api.access.Principal.KeyHolder;
import dev.berth.api.access.Principal.Platform;
import dev.berth.api.command.Request;
import dev.berth.api.dialect.Fields;
import dev.berth.api.dialect.scaleway.Door;
import dev.berth.api.dialect.scaleway.Listed;
import dev.berth.api.dialect.scaleway.Listing;
import dev.berth.api.namespace.Namespaces;
import dev.berth.api.namespace.NewNamespace;
import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refused;
import dev.berth.api.tenancy.Projects;
import dev.berth.api.views.NamespaceView;
import dev.berth.api.views.Page;
import dev.berth.api.views.Queries;
import dev.berth.events.Kind;
import dev.berth.events.NamespaceId;
import dev.berth.events.ProjectId;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/** What can be asked of namespaces in both versions of the API, each of which has its own words for them. */
public abstract class NamespaceEndpoints {

    private final Door door;
    private final Namespaces namespaces;
    private final Projects projects;
    private final Queries queries;

    protected NamespaceEndpoints(Door door, Namespaces namespaces, Projects projects, Queries queries) {
        this.door = door;
        this.namespaces = namespaces;
        this.projects = projects;
        this.queries = queries;
    }

    @POST
    @Operation(summary = "Create a namespace")
    public Uni<Response> create(@Context RoutingContext http, @RestPath String region) {
        return door.create(
                http,
                region,
                request -> namespaces
                        .create(request, created(Fields.ofBody(http), defaultProject(request)))
                        .map(outcome -> json(NamespaceShown.of(outcome).with(new Condition.Creating()), region)));
    }

    @GET
    @Operation(summary = "List namespaces")
    public Uni<Response> list(@Context RoutingContext http, @RestPath String region) {
        return door.list(
                http,
                region,
                Kind.NAMESPACE,
                (request, listing) -> page(request, listing).map(page -> listed(page, region)));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Look at a namespace")
    public Uni<Response> read(@Context RoutingContext http, @RestPath String region, @RestPath String id) {
        return door.read(
                http,
                region,
                Kind.NAMESPACE,
                id,
                (request, uuid) -> one(request, uuid).map(view -> seen(view, region)));
    }

    @PATCH
    @Path("/{id}")
    @Operation(summary = "Change a namespace")
    public Uni<Response> change(@Context RoutingContext http, @RestPath String region, @RestPath String id) {
        return door.change(
                http,
                region,
                Kind.NAMESPACE,
                id,
                (request, uuid) -> namespaces
                        .configure(
                                request,
                                new NamespaceId(uuid),
                                patch(Fields.ofBody(http)).change())
                        .map(outcome -> json(NamespaceShown.of(outcome), region)));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete a namespace and all that is in it")
    public Uni<Response> delete(@Context RoutingContext http, @RestPath String region, @RestPath String id) {
        return door.delete(
                http,
                region,
                Kind.NAMESPACE,
                id,
                (request, uuid) -> namespaces
                        .delete(request, new NamespaceId(uuid))
                        .map(outcome -> json(NamespaceShown.of(outcome), region)));
    }

    private static Optional<ProjectId> defaultProject(Request request) {
        return switch (request.principal()) {
            case KeyHolder key -> Optional.of(key.defaultProject());
            case Platform _ -> Optional.empty();
        };
    }

    private Uni<Page<NamespaceView>> page(Request request, Listing listing) {
        return projects.listScope(
                        request.principal(),
                        Kind.NAMESPACE,
                        listing.filter().organization(),
                        listing.filter().project())
                .chain(scope -> queries.namespaces(
                        scope,
                        listing.filter(),
                        listing.order(),
                        listing.paging().page(),
                        listing.paging().size()));
    }

    private Uni<NamespaceView> one(Request request, UUID uuid) {
        NamespaceId id = new NamespaceId(uuid);
        return queries.namespace(Authorizer.visible(request.principal()), id)
                .map(found -> found.orElseThrow(() -> new Refused(Refusal.notFound(id))));
    }

    private Listed listed(Page<NamespaceView> page, String region) {
        return new Listed(page.items().stream().map(view -> seen(view, region)).toList(), page.total());
    }

    private ObjectNode seen(NamespaceView view, String region) {
        return json(settled(NamespaceShown.of(view)), region);
    }

    /** A new namespace as a request asks for it. Throws {@link Refused} with all that is wrong. */
    protected abstract NewNamespace created(Fields fields, Optional<ProjectId> defaultProject);

    /** A change as a request asks for it. Throws {@link Refused} with all that is wrong. */
    protected abstract NamespacePatch patch(Fields fields);

    /** What later looks see of it. */
    protected NamespaceShown settled(NamespaceShown namespace) {
        return namespace;
    }

    /** How it is shown. */
    protected abstract ObjectNode json(NamespaceShown namespace, String region);
}
