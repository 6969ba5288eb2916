package dev.berth.api.platform;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.api.NewId;
import dev.berth.api.access.Authorizer;
import dev.berth.api.access.Authorizer.Action;
import dev.berth.api.access.Authorizer.Verdict;
import dev.berth.api.access.Principal;
import dev.berth.api.access.Scope;
import dev.berth.api.command.Outcome;
import dev.berth.api.command.Request;
import dev.berth.api.dialect.Fields;
import dev.berth.api.dialect.Paging;
import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refusal.Forbidden;
import dev.berth.api.refusal.Refusal.Problem;
import dev.berth.api.refusal.Refusal.Verb;
import dev.berth.api.refusal.Refused;
import dev.berth.api.tenancy.ApiKey;
import dev.berth.api.tenancy.ApiKeys;
import dev.berth.api.tenancy.Credentials;
import dev.berth.api.tenancy.NewApiKey;
import dev.berth.api.views.ApiKeyView;
import dev.berth.api.views.Filter;
import dev.berth.api.views.Order;
import dev.berth.api.views.Queries;
import dev.berth.events.ApiKeyEvent.ApiKeyCreated;
import dev.berth.events.ApiKeyEvent.Right;
import dev.berth.events.ApiKeyId;
import dev.berth.events.Kind;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** API keys: what clients sign in with. */
@Path("/berth/v1/api-keys")
@Tag(name = "API keys")
public class ApiKeyResource {

    private static final Map<String, Right> RIGHTS = Map.of("read", Right.READ, "write", Right.WRITE);
    static final int LONGEST_TEXT = 255;

    private final Gate gate;
    private final ApiKeys apiKeys;
    private final Queries queries;
    private final InstantSource clock;

    ApiKeyResource(Gate gate, ApiKeys apiKeys, Queries queries, InstantSource clock) {
        this.gate = gate;
        this.apiKeys = apiKeys;
        this.queries = queries;
        this.clock = clock;
    }

    @POST
    @Operation(summary = "Issue an API key; its secret is shown this once")
    public Uni<Response> create(@Context RoutingContext http) {
        return gate.create(http, request -> create(request, wanted(request, Fields.ofBody(http), clock.instant())));
    }

    @GET
    @Operation(summary = "List API keys")
    public Uni<Response> list(@Context RoutingContext http) {
        return gate.read(http, request -> {
            Paging paging = Gate.paging(http);
            return queries.apiKeys(
                            visible(request.principal()), Filter.NONE, Order.CREATED_ASC, paging.page(), paging.size())
                    .map(page -> Gate.list(page, ApiKeyResource::json));
        });
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Look at an API key")
    public Uni<Response> read(@Context RoutingContext http, @RestPath String id) {
        return gate.read(http, request -> {
            ApiKeyId key = new ApiKeyId(Gate.id(Kind.API_KEY, id));
            return queries.apiKey(visible(request.principal()), key)
                    .map(found ->
                            found.map(ApiKeyResource::json).orElseThrow(() -> new Refused(Refusal.notFound(key))));
        });
    }

    @POST
    @Path("/{id}/rotate")
    @Operation(summary = "Give an API key another secret, shown this once; the one before stops at once")
    public Uni<Response> rotate(@Context RoutingContext http, @RestPath String id) {
        String secret = Credentials.random().secret();
        return gate.change(
                http,
                request -> apiKeys.rotate(request, new ApiKeyId(Gate.id(Kind.API_KEY, id)), secret)
                        .map(ApiKeyResource::json)
                        .map(json -> json.put("secret_key", secret)));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Revoke an API key at once")
    public Uni<Response> revoke(@Context RoutingContext http, @RestPath String id) {
        return gate.change(
                http,
                request -> apiKeys.revoke(request, new ApiKeyId(Gate.id(Kind.API_KEY, id)))
                        .map(_ -> JsonNodeFactory.instance
                                .objectNode()
                                .put("id", id)
                                .put("status", "revoked")));
    }

    private Uni<ObjectNode> create(Request request, NewApiKey wanted) {
        return apiKeys.issue(request, wanted)
                .map(ApiKeyResource::json)
                .map(json -> json.put("secret_key", wanted.credentials().secret()));
    }

    private static NewApiKey wanted(Request request, Fields fields, Instant now) {
        Optional<OrganizationId> organization = Gate.organization(request, fields);
        Optional<ProjectId> project = Gate.id(fields, "project_id").map(ProjectId::new);
        Optional<ProjectId> defaultProject =
                Gate.id(fields, "default_project_id").map(ProjectId::new).or(() -> project);
        if (defaultProject.isEmpty()) {
            fields.refuse("default_project_id", Problem.REQUIRED, "is required where there is no project_id");
        }
        Right right = right(fields);
        String description = fields.text("description", LONGEST_TEXT).orElse("");
        Optional<Instant> expiresAt = expiresAt(fields);
        if (expiresAt.isPresent() && !expiresAt.get().isAfter(now)) {
            fields.refuse("expires_at", Problem.CONSTRAINT, "must be in the future");
        }
        fields.check();
        return new NewApiKey(
                new ApiKeyId(NewId.next()),
                organization.orElseThrow(),
                project,
                defaultProject.orElseThrow(),
                right,
                Credentials.random(),
                description,
                expiresAt);
    }

    private static Right right(Fields fields) {
        String word = fields.text("right").orElse("write");
        Right right = RIGHTS.get(word);
        if (right == null) {
            fields.refuse("right", Problem.CONSTRAINT, "must be read or write");
            return Right.READ;
        }
        return right;
    }

    private static Optional<Instant> expiresAt(Fields fields) {
        return fields.text("expires_at").flatMap(text -> {
            try {
                return Optional.of(OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeException _) {
                fields.refuse("expires_at", Problem.FORMAT, "must be a time such as 2030-01-01T00:00:00Z");
                return Optional.empty();
            }
        });
    }

    /** A key of one project sees no keys, not even its own: they may open more than it does. */
    private static Scope visible(Principal principal) {
        Scope visible = Authorizer.visible(principal);
        if (Authorizer.verdict(principal, Action.read(Kind.API_KEY), visible) != Verdict.ALLOWED) {
            throw new Refused(new Forbidden(Verb.READ, Kind.API_KEY));
        }
        return visible;
    }

    private static ObjectNode json(Outcome<ApiKey.Existing> outcome) {
        ApiKeyCreated issued = outcome.state().issued();
        return json(new ApiKeyView(
                issued.id(),
                issued.organization(),
                issued.project(),
                issued.defaultProject(),
                issued.right(),
                issued.accessKey(),
                issued.description(),
                issued.expiresAt(),
                outcome.createdAt(),
                outcome.changedAt(),
                outcome.version()));
    }

    private static ObjectNode json(ApiKeyView view) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", view.id().toString());
        json.put("access_key", view.accessKey());
        json.put("organization_id", view.organization().toString());
        view.project().ifPresent(project -> json.put("project_id", project.toString()));
        json.put("default_project_id", view.defaultProject().toString());
        json.put("right", view.right() == Right.READ ? "read" : "write");
        json.put("description", view.description());
        view.expiresAt().ifPresent(end -> json.put("expires_at", end.toString()));
        return json.put("created_at", view.createdAt().toString())
                .put("updated_at", view.updatedAt().toString());
    }
}
