package dev.berth.api.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.api.access.Authorizer;
import dev.berth.api.command.Outcome;
import dev.berth.api.command.Request;
import dev.berth.api.container.Container;
import dev.berth.api.container.Containers;
import dev.berth.api.dialect.Fields;
import dev.berth.api.logs.ContainerLogs;
import dev.berth.api.logs.LogEntry;
import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refusal.Problem;
import dev.berth.api.refusal.Refused;
import dev.berth.api.views.Queries;
import dev.berth.events.ContainerId;
import dev.berth.events.Kind;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What can be done with a container whichever API made it. */
@Path("/berth/v1/containers/{id}")
@Tag(name = "Containers")
public class ContainerResource {

    private final Gate gate;
    private final Containers containers;
    private final Queries queries;
    private final ContainerLogs logs;

    ContainerResource(Gate gate, Containers containers, Queries queries, ContainerLogs logs) {
        this.gate = gate;
        this.containers = containers;
        this.queries = queries;
        this.logs = logs;
    }

    @POST
    @Path("/rollback")
    @Operation(summary = "Deploy an earlier revision again, with the image that it had")
    public Uni<Response> rollBack(@Context RoutingContext http, @RestPath String id) {
        return gate.change(http, request -> rollBack(request, id(id), Fields.ofBody(http)));
    }

    @GET
    @Path("/logs")
    @Operation(summary = "Read what a container wrote lately, the newest line first")
    public Uni<Response> logs(@Context RoutingContext http, @RestPath String id) {
        return gate.read(
                http,
                request -> queries.container(Authorizer.visible(request.principal()), id(id))
                        .map(found -> found.orElseThrow(() -> new Refused(Refusal.notFound(id(id)))))
                        .chain(view -> logs.page(view.id(), true, Gate.paging(http)))
                        .map(page -> Gate.list(page, ContainerResource::json)));
    }

    private Uni<JsonNode> rollBack(Request request, ContainerId id, Fields fields) {
        Optional<Integer> revision = fields.count("revision", 1, Integer.MAX_VALUE);
        if (!fields.has("revision")) {
            fields.refuse("revision", Problem.REQUIRED, "is required");
        }
        fields.check();
        return containers.rollBack(request, id, revision.orElseThrow()).map(ContainerResource::json);
    }

    private static ContainerId id(String id) {
        return new ContainerId(Gate.id(Kind.CONTAINER, id));
    }

    private static JsonNode json(Outcome<? extends Container.Existing> outcome) {
        Container.Facts facts = outcome.state().facts();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", facts.identity().id().toString()).put("revision", facts.revision());
        facts.deployment().ifPresent(deployment -> json.put("deployment", deployment.number()));
        return json;
    }

    private static ObjectNode json(LogEntry entry) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", entry.id())
                .put("time", entry.time().toString())
                .put("instance", entry.instance())
                .put("stream", entry.source().name().toLowerCase(Locale.ROOT))
                .put("message", entry.message());
    }
}
