package dev.berth.api.dialect.scaleway.v1beta1;

import dev.berth.api.access.Authorizer;
import dev.berth.api.command.Request;
import dev.berth.api.dialect.Fields;
import dev.berth.api.dialect.scaleway.Door;
import dev.berth.api.dialect.scaleway.Listed;
import dev.berth.api.dialect.scaleway.Listing;
import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refused;
import dev.berth.api.tenancy.Projects;
import dev.berth.api.token.Tokens;
import dev.berth.api.views.Filter;
import dev.berth.api.views.Page;
import dev.berth.api.views.Queries;
import dev.berth.api.views.TokenView;
import dev.berth.events.Kind;
import dev.berth.events.TokenId;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Tokens in Scaleway's words. */
@Path("/containers/v1beta1/regions/{region}/tokens")
@Tag(name = "Tokens")
public class TokenResource {

    private final Door door;
    private final Tokens tokens;
    private final Projects projects;
    private final Queries queries;
    private final TokenIssuer issuer;
    private final InstantSource clock;

    TokenResource(
            Door door, Tokens tokens, Projects projects, Queries queries, TokenIssuer issuer, InstantSource clock) {
        this.door = door;
        this.tokens = tokens;
        this.projects = projects;
        this.queries = queries;
        this.issuer = issuer;
        this.clock = clock;
    }

    @POST
    @Operation(summary = "Issue a token for a private container, or for all of a namespace")
    public Uni<Response> create(@Context RoutingContext http, @RestPath String region) {
        Instant now = clock.instant();
        return door.create(http, region, request -> issuer.issue(request, TokenBody.of(Fields.ofBody(http), now), now));
    }

    @GET
    @Operation(summary = "List tokens")
    public Uni<Response> list(@Context RoutingContext http, @RestPath String region) {
        return door.list(
                http,
                region,
                Kind.TOKEN,
                (request, listing) -> page(request, listing).map(TokenResource::listed));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Look at a token, without what opens anything")
    public Uni<Response> read(@Context RoutingContext http, @RestPath String region, @RestPath String id) {
        return door.read(
                http,
                region,
                Kind.TOKEN,
                id,
                (request, uuid) ->
                        one(request, uuid).map(view -> TokenAnswer.of(view).json()));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Revoke a token")
    public Uni<Response> delete(@Context RoutingContext http, @RestPath String region, @RestPath String id) {
        return door.delete(
                http,
                region,
                Kind.TOKEN,
                id,
                (request, uuid) -> tokens.revoke(request, new TokenId(uuid))
                        .map(outcome ->
                                TokenAnswer.revoked(outcome.state().issued()).json()));
    }

    private Uni<Page<TokenView>> page(Request request, Listing listing) {
        return projects.listScope(
                        request.principal(),
                        Kind.TOKEN,
                        listing.filter().organization(),
                        listing.filter().project())
                .chain(scope -> queries.tokens(
                        scope,
                        wanted(listing.filter()),
                        listing.order(),
                        listing.paging().page(),
                        listing.paging().size()));
    }

    /** The tokens of a namespace are those that open all of it, not those of its containers. */
    private static Filter wanted(Filter filter) {
        return filter.namespace().isPresent() ? filter.variants(TokenView.OF_NAMESPACE) : filter;
    }

    private Uni<TokenView> one(Request request, UUID uuid) {
        TokenId id = new TokenId(uuid);
        return queries.token(Authorizer.visible(request.principal()), id)
                .map(found -> found.orElseThrow(() -> new Refused(Refusal.notFound(id))));
    }

    private static Listed listed(Page<TokenView> page) {
        return new Listed(
                page.items().stream().map(view -> TokenAnswer.of(view).json()).toList(), page.total());
    }
}
