package dev.berth.api.dialect.scaleway.triggers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.api.access.Authorizer;
import dev.berth.api.command.Request;
import dev.berth.api.dialect.Fields;
import dev.berth.api.dialect.scaleway.Door;
import dev.berth.api.dialect.scaleway.Listed;
import dev.berth.api.dialect.scaleway.Listing;
import dev.berth.api.dialect.scaleway.containers.Condition;
import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refused;
import dev.berth.api.tenancy.Projects;
import dev.berth.api.trigger.NewTrigger;
import dev.berth.api.trigger.Triggers;
import dev.berth.api.views.Page;
import dev.berth.api.views.Queries;
import dev.berth.api.views.TriggerView;
import dev.berth.events.Kind;
import dev.berth.events.TriggerId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/** What can be asked of triggers; versions of the API differ in their words, and in which triggers they speak of. */
public abstract class TriggerEndpoints {

    private final Door door;
    private final Triggers triggers;
    private final Projects projects;
    private final Queries queries;
    private final String plural;
    private final Set<String> spokenOf;

    protected TriggerEndpoints(
            Door door, Triggers triggers, Projects projects, Queries queries, String plural, Set<String> spokenOf) {
        this.door = door;
        this.triggers = triggers;
        this.projects = projects;
        this.queries = queries;
        this.plural = plural;
        this.spokenOf = Set.copyOf(spokenOf);
    }

    @POST
    @Operation(summary = "Create a trigger")
    public Uni<Response> create(@Context RoutingContext http, @RestPath String region) {
        return door.create(
                http,
                region,
                request -> triggers.create(request, created(Fields.ofBody(http), region))
                        .map(outcome -> json(TriggerShown.of(outcome, new Condition.Creating()), region)));
    }

    @GET
    @Operation(summary = "List triggers")
    public Uni<Response> list(@Context RoutingContext http, @RestPath String region) {
        return door.list(
                http,
                region,
                plural,
                (request, listing) ->
                        page(request, listing, variants(http.queryParams())).map(page -> listed(page, region)));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Look at a trigger")
    public Uni<Response> read(@Context RoutingContext http, @RestPath String region, @RestPath String id) {
        return door.read(
                http,
                region,
                Kind.TRIGGER,
                id,
                (request, uuid) -> one(request, uuid).map(view -> json(TriggerShown.of(view), region)));
    }

    @PATCH
    @Path("/{id}")
    @Operation(summary = "Change a trigger")
    public Uni<Response> change(@Context RoutingContext http, @RestPath String region, @RestPath String id) {
        return door.change(
                http,
                region,
                Kind.TRIGGER,
                id,
                (request, uuid) -> one(request, uuid)
                        .chain(view -> changed(request, view, patch(Fields.ofBody(http), view)))
                        .map(shown -> json(shown, region)));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete a trigger")
    public Uni<Response> delete(@Context RoutingContext http, @RestPath String region, @RestPath String id) {
        return door.delete(
                http,
                region,
                Kind.TRIGGER,
                id,
                (request, uuid) -> one(request, uuid)
                        .chain(view -> triggers.delete(request, view.id()))
                        .map(outcome -> json(TriggerShown.of(outcome, new Condition.Deleting()), region)));
    }

    private Uni<TriggerShown> changed(Request request, TriggerView view, TriggerPatch patch) {
        return triggers.configure(request, view.id(), patch.change())
                .map(outcome ->
                        TriggerShown.of(outcome, patch.atOnce() ? new Condition.Ready() : new Condition.Updating()));
    }

    private Uni<Page<TriggerView>> page(Request request, Listing listing, Set<String> variants) {
        return projects.listScope(
                        request.principal(),
                        Kind.TRIGGER,
                        listing.filter().organization(),
                        listing.filter().project())
                .chain(scope -> queries.triggers(
                        scope,
                        listing.filter().variants(variants.toArray(String[]::new)),
                        listing.order(),
                        listing.paging().page(),
                        listing.paging().size()));
    }

    private Uni<TriggerView> one(Request request, UUID uuid) {
        TriggerId id = new TriggerId(uuid);
        return queries.trigger(Authorizer.visible(request.principal()), id)
                .map(found -> found.filter(view -> spokenOf.contains(view.variant()))
                        .orElseThrow(() -> new Refused(Refusal.notFound(id))));
    }

    private Listed listed(Page<TriggerView> page, String region) {
        return new Listed(
                page.items().stream()
                        .map(view -> json(TriggerShown.of(view), region))
                        .toList(),
                page.total());
    }

    /** Which triggers a list shall have. Throws {@link Refused}. */
    protected Set<String> variants(MultiMap query) {
        return spokenOf;
    }

    /** A new trigger as a request asks for it. Throws {@link Refused} with all that is wrong. */
    protected abstract NewTrigger created(Fields fields, String region);

    /** A change as a request asks for it. Throws {@link Refused} with all that is wrong. */
    protected abstract TriggerPatch patch(Fields fields, TriggerView present);

    /** How it is shown. */
    protected abstract ObjectNode json(TriggerShown trigger, String region);
}
