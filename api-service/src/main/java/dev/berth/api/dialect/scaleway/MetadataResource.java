package dev.berth.api.dialect.scaleway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.berth.api.dialect.PublicAddress;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * Which platform this is. Newer Go clients ask beside each call until they are told, and make resource names of it; it
 * belongs to no version of an API.
 */
@Path("/metadata")
public class MetadataResource {

    private final Door door;
    private final PublicAddress address;

    MetadataResource(Door door, PublicAddress address) {
        this.door = door;
        this.address = address;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> read(@Context RoutingContext http) {
        return door.about(
                http,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("platform", "berth")
                        .put("partition", "self-hosted")
                        .put("domain", address.baseDomain()));
    }
}
