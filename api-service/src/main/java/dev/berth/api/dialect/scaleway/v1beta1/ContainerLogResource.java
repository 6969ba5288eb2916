package dev.berth.api.dialect.scaleway.v1beta1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.api.access.Authorizer;
import dev.berth.api.command.Request;
import dev.berth.api.dialect.Paging;
import dev.berth.api.dialect.scaleway.Door;
import dev.berth.api.dialect.scaleway.Timestamps;
import dev.berth.api.logs.ContainerLogs;
import dev.berth.api.logs.LogEntry;
import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refusal.Invalid;
import dev.berth.api.refusal.Refusal.Problem;
import dev.berth.api.refusal.Refusal.Violation;
import dev.berth.api.refusal.Refused;
import dev.berth.api.views.Page;
import dev.berth.api.views.Queries;
import dev.berth.events.ContainerId;
import dev.berth.events.Kind;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What a container wrote, of which only this version of the API speaks. */
@Path("/containers/v1beta1/regions/{region}/containers/{id}/logs")
@Tag(name = "Containers")
public class ContainerLogResource {

    private final Door door;
    private final Queries queries;
    private final ContainerLogs logs;

    ContainerLogResource(Door door, Queries queries, ContainerLogs logs) {
        this.door = door;
        this.queries = queries;
        this.logs = logs;
    }

    @GET
    @Operation(summary = "Read what a container wrote lately, the newest line first")
    public Uni<Response> list(@Context RoutingContext http, @RestPath String region, @RestPath String id) {
        return door.read(
                http,
                region,
                Kind.CONTAINER,
                id,
                (request, uuid) ->
                        page(request, new ContainerId(uuid), http.queryParams()).map(ContainerLogResource::json));
    }

    private Uni<Page<LogEntry>> page(Request request, ContainerId id, MultiMap query) {
        boolean newestFirst =
                newestFirst(Optional.ofNullable(query.get("order_by")).orElse(""));
        Paging paging = Paging.of(Optional.ofNullable(query.get("page")), Optional.ofNullable(query.get("page_size")));
        return queries.container(Authorizer.visible(request.principal()), id)
                .map(found -> found.orElseThrow(() -> new Refused(Refusal.notFound(id))))
                .chain(_ -> logs.page(id, newestFirst, paging));
    }

    private static boolean newestFirst(String order) {
        return switch (order) {
            case "", "timestamp_desc" -> true;
            case "timestamp_asc" -> false;
            default ->
                throw new Refused(new Invalid(List.of(new Violation(
                        "order_by", Problem.CONSTRAINT, "must be one of: timestamp_asc, timestamp_desc"))));
        };
    }

    private static JsonNode json(Page<LogEntry> page) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode all = json.putArray("logs");
        page.items()
                .forEach(entry -> all.addObject()
                        .put("id", entry.id())
                        .put("message", entry.message())
                        .put("timestamp", Timestamps.format(entry.time()))
                        .put("level", "")
                        .put("source", entry.instance())
                        .put("stream", stream(entry.source())));
        return json.put("total_count", page.total());
    }

    private static String stream(LogEntry.Source source) {
        return switch (source) {
            case STDOUT -> "stdout";
            case STDERR -> "stderr";
        };
    }
}
