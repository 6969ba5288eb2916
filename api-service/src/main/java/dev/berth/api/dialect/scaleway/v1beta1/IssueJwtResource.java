package dev.berth.api.dialect.scaleway.v1beta1;

import dev.berth.api.dialect.scaleway.Door;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Tokens as older clients ask for them. */
@Path("/containers/v1beta1/regions/{region}/issue-jwt")
@Tag(name = "Tokens")
public class IssueJwtResource {

    private final Door door;
    private final TokenIssuer issuer;
    private final InstantSource clock;

    IssueJwtResource(Door door, TokenIssuer issuer, InstantSource clock) {
        this.door = door;
        this.issuer = issuer;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "Issue a token as older clients ask for it")
    public Uni<Response> issueJwt(@Context RoutingContext http, @RestPath String region) {
        Instant now = clock.instant();
        return door.create(http, region, request -> issuer.issue(request, TokenBody.of(http.queryParams(), now), now));
    }
}
