package dev.berth.api.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.api.access.Principal.KeyHolder;
import dev.berth.api.access.Principal.Platform;
import dev.berth.api.command.Request;
import dev.berth.api.dialect.Answer;
import dev.berth.api.dialect.Callers;
import dev.berth.api.dialect.Fields;
import dev.berth.api.dialect.Front;
import dev.berth.api.dialect.Paging;
import dev.berth.api.dialect.Text;
import dev.berth.api.refusal.Refusal.Invalid;
import dev.berth.api.refusal.Refusal.NotFound;
import dev.berth.api.refusal.Refusal.Problem;
import dev.berth.api.refusal.Refusal.Violation;
import dev.berth.api.refusal.Refused;
import dev.berth.api.views.Page;
import dev.berth.events.Kind;
import dev.berth.events.OrganizationId;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where every request of Berth's own API comes in. Callers show an API key, or the secret that the parts of this Berth
 * share, which makes them its operator.
 */
@ApplicationScoped
class Gate {

    static final String TOKEN = "X-Auth-Token";
    static final String INTERNAL = "X-Berth-Internal";

    private final Callers callers;
    private final PlatformDialect dialect;
    private final Optional<String> secret;

    Gate(
            Callers callers,
            PlatformDialect dialect,
            @ConfigProperty(name = "berth.internal.secret") Optional<String> secret) {
        this.callers = callers;
        this.dialect = dialect;
        this.secret = secret;
    }

    Uni<Response> read(RoutingContext http, Function<Request, Uni<? extends JsonNode>> answer) {
        Uni<Request> request = operator(http).orElseGet(() -> callers.reader(http, token(http)));
        return answered(http, 200, request, answer);
    }

    Uni<Response> change(RoutingContext http, Function<Request, Uni<? extends JsonNode>> answer) {
        return answered(http, 200, writer(http), answer);
    }

    Uni<Response> create(RoutingContext http, Function<Request, Uni<? extends JsonNode>> answer) {
        return answered(http, 201, writer(http), answer);
    }

    /** The id in a path; what is none leads nowhere. */
    static UUID id(Kind kind, String id) {
        return Text.uuid(id).orElseThrow(() -> new Refused(new NotFound(kind, id)));
    }

    /** An id in a query. */
    static Optional<UUID> id(RoutingContext http, String name) {
        return Optional.ofNullable(http.queryParams().get(name))
                .filter(text -> !text.isEmpty())
                .map(text -> Text.uuid(text).orElseThrow(() -> refused(name, Problem.FORMAT, "must be a UUID")));
    }

    /** An id in a body. */
    static Optional<UUID> id(Fields fields, String name) {
        Optional<String> text = fields.text(name);
        Optional<UUID> id = text.flatMap(Text::uuid);
        if (text.isPresent() && id.isEmpty()) {
            fields.refuse(name, Problem.FORMAT, "must be a UUID");
        }
        return id;
    }

    /** The organization that a body names, or else the caller's own. */
    static Optional<OrganizationId> organization(Request request, Fields fields) {
        Optional<OrganizationId> own = switch (request.principal()) {
            case KeyHolder key -> Optional.of(key.organization());
            case Platform _ -> Optional.empty();
        };
        Optional<OrganizationId> organization =
                id(fields, "organization_id").map(OrganizationId::new).or(() -> own);
        if (organization.isEmpty()) {
            fields.refuse("organization_id", Problem.REQUIRED, "is required");
        }
        return organization;
    }

    static Paging paging(RoutingContext http) {
        return Paging.of(
                Optional.ofNullable(http.queryParams().get("page")),
                Optional.ofNullable(http.queryParams().get("page_size")));
    }

    private static Refused refused(String field, Problem problem, String detail) {
        return new Refused(new Invalid(List.of(new Violation(field, problem, detail))));
    }

    static <V> JsonNode list(Page<V> page, Function<V, ObjectNode> json) {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.putArray("items").addAll(page.items().stream().map(json).toList());
        return list.put("total_count", page.total());
    }

    private Uni<Request> writer(RoutingContext http) {
        return operator(http).orElseGet(() -> callers.writer(http, token(http)));
    }

    private Optional<Uni<Request>> operator(RoutingContext http) {
        return Optional.ofNullable(http.request().getHeader(INTERNAL))
                .filter(this::isSecret)
                .map(_ -> Uni.createFrom().item(Callers.request(http, new Platform("operator"))));
    }

    private boolean isSecret(String shown) {
        byte[] bytes = shown.getBytes(StandardCharsets.UTF_8);
        return secret.filter(known -> MessageDigest.isEqual(known.getBytes(StandardCharsets.UTF_8), bytes))
                .isPresent();
    }

    private static Optional<UUID> token(RoutingContext http) {
        return Optional.ofNullable(http.request().getHeader(TOKEN)).flatMap(Text::uuid);
    }

    private Uni<Response> answered(
            RoutingContext http, int status, Uni<Request> request, Function<Request, Uni<? extends JsonNode>> answer) {
        return request.<JsonNode>chain(known -> answer.apply(known).map(json -> json))
                .map(json -> new Answer(status, Answer.JSON, json, Optional.empty()))
                .onFailure()
                .recoverWithItem(failure -> dialect.failed(failure, Front.requestId(http)))
                .map(Answer::response);
    }
}
