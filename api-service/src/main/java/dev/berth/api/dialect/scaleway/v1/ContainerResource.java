package dev.berth.api.dialect.scaleway.v1;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.api.container.Containers;
import dev.berth.api.container.NewContainer;
import dev.berth.api.dialect.Fields;
import dev.berth.api.dialect.PublicAddress;
import dev.berth.api.dialect.scaleway.Door;
import dev.berth.api.dialect.scaleway.containers.ContainerEndpoints;
import dev.berth.api.dialect.scaleway.containers.ContainerPatch;
import dev.berth.api.dialect.scaleway.containers.ContainerShown;
import dev.berth.api.tenancy.Projects;
import dev.berth.api.views.Queries;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Containers in Scaleway's words. */
@Path("/containers/v1/regions/{region}/containers")
@Tag(name = "Containers")
public class ContainerResource extends ContainerEndpoints {

    private final PublicAddress address;

    ContainerResource(Door door, Containers containers, Projects projects, Queries queries, PublicAddress address) {
        super(door, containers, projects, queries);
        this.address = address;
    }

    @POST
    @Path("/{id}/redeploy")
    @Operation(summary = "Deploy a container as it is, from the image that its reference now leads to")
    public Uni<Response> redeploy(@Context RoutingContext http, @RestPath String region, @RestPath String id) {
        return deploy(http, region, id);
    }

    @Override
    protected NewContainer created(Fields fields) {
        return ContainerBody.create(fields);
    }

    @Override
    protected ContainerPatch patch(Fields fields) {
        return ContainerBody.patch(fields);
    }

    @Override
    protected ObjectNode json(ContainerShown container, String region) {
        return ContainerAnswer.json(container, address, region);
    }
}
