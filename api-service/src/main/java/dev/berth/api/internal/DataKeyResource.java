package dev.berth.api.internal;

import dev.berth.api.secrets.DataKeys;
import dev.berth.events.ProjectId;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.UUID;

/** The wrapped keys of projects' secrets, for those who hold the key that unwraps them. */
@Internal
@Path("/berth/internal/v1/projects")
public class DataKeyResource {

    private final DataKeys keys;

    DataKeyResource(DataKeys keys) {
        this.keys = keys;
    }

    /** 404 when the project has none yet, or none any more. */
    @GET
    @Path("/{id}/data-key")
    public Uni<Response> dataKey(@PathParam("id") UUID id) {
        return keys.find(new ProjectId(id))
                .map(found -> found.map(wrapped -> JsonAnswer.of(200, Map.of("wrapped", wrapped)))
                        .orElseGet(() -> JsonAnswer.problem(404, "project " + id + " has no data key")));
    }
}
