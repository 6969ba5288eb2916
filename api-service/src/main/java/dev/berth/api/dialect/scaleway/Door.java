package dev.berth.api.dialect.scaleway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.api.command.Request;
import dev.berth.api.dialect.Answer;
import dev.berth.api.dialect.Callers;
import dev.berth.api.dialect.Front;
import dev.berth.api.dialect.Text;
import dev.berth.api.refusal.Refusal.NotFound;
import dev.berth.api.refusal.Refusal.Problem;
import dev.berth.events.Kind;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where every request of Scaleway's APIs comes in: the caller is told from the key, the region looked at, and whatever
 * comes of the request put into an answer. Resources are left with their own business.
 */
@ApplicationScoped
public class Door {

    static final String TOKEN = "X-Auth-Token";

    private final Callers callers;
    private final ScalewayDialect dialect;
    private final String served;

    Door(Callers callers, ScalewayDialect dialect, @ConfigProperty(name = "berth.region") String served) {
        this.callers = callers;
        this.dialect = dialect;
        this.served = served;
    }

    /** A list; empty in a region that is not served. */
    public Uni<Response> list(
            RoutingContext http, String region, Kind kind, BiFunction<Request, Listing, Uni<Listed>> answer) {
        return list(http, region, ErrorAnswer.plural(kind), answer);
    }

    /** A list of what has another name than its kind. */
    public Uni<Response> list(
            RoutingContext http, String region, String plural, BiFunction<Request, Listing, Uni<Listed>> answer) {
        return answered(http, reader(http).chain(request -> switch (Region.of(region, served)) {
            case Region.Served _ ->
                answer.apply(request, Listing.of(http.queryParams())).map(listed -> Answer.ok(listed.json(plural)));
            case Region.Empty _ -> now(Answer.ok(Listed.NOTHING.json(plural)));
            case Region.Unknown _ -> now(noSuchRegion(region));
        }));
    }

    /** One resource to be looked at; there is none in a region that is not served. */
    public Uni<Response> read(
            RoutingContext http,
            String region,
            Kind kind,
            String id,
            BiFunction<Request, UUID, Uni<? extends JsonNode>> answer) {
        return answered(http, reader(http).chain(request -> switch (Region.of(region, served)) {
            case Region.Served _ -> one(request, kind, id, answer);
            case Region.Empty _ -> now(noSuchResource(kind, id));
            case Region.Unknown _ -> now(noSuchRegion(region));
        }));
    }

    /** One resource to be let go; there is none in a region that is not served. */
    public Uni<Response> delete(
            RoutingContext http,
            String region,
            Kind kind,
            String id,
            BiFunction<Request, UUID, Uni<? extends JsonNode>> answer) {
        return answered(http, writer(http).chain(request -> switch (Region.of(region, served)) {
            case Region.Served _ -> one(request, kind, id, answer);
            case Region.Empty _ -> now(noSuchResource(kind, id));
            case Region.Unknown _ -> now(noSuchRegion(region));
        }));
    }

    /** One resource to be changed. */
    public Uni<Response> change(
            RoutingContext http,
            String region,
            Kind kind,
            String id,
            BiFunction<Request, UUID, Uni<? extends JsonNode>> answer) {
        return answered(http, writer(http).chain(request -> switch (Region.of(region, served)) {
            case Region.Served _ -> one(request, kind, id, answer);
            case Region.Empty _ -> now(notServed());
            case Region.Unknown _ -> now(noSuchRegion(region));
        }));
    }

    /** A new resource. */
    public Uni<Response> create(RoutingContext http, String region, Function<Request, Uni<? extends JsonNode>> answer) {
        return answered(http, writer(http).chain(request -> switch (Region.of(region, served)) {
            case Region.Served _ -> answer.apply(request).map(json -> Answer.ok(json));
            case Region.Empty _ -> now(notServed());
            case Region.Unknown _ -> now(noSuchRegion(region));
        }));
    }

    /** Something about the platform as a whole, for whoever has a key. */
    public Uni<Response> about(RoutingContext http, JsonNode platform) {
        return answered(http, reader(http).map(_ -> Answer.ok(platform)));
    }

    private Uni<Request> reader(RoutingContext http) {
        return callers.reader(http, token(http));
    }

    private Uni<Request> writer(RoutingContext http) {
        return callers.writer(http, token(http));
    }

    private static Optional<UUID> token(RoutingContext http) {
        return Optional.ofNullable(http.request().getHeader(TOKEN)).flatMap(Text::uuid);
    }

    private static Uni<Answer> one(
            Request request, Kind kind, String id, BiFunction<Request, UUID, Uni<? extends JsonNode>> answer) {
        return Text.uuid(id)
                .map(uuid -> answer.apply(request, uuid).map(json -> Answer.ok(json)))
                .orElseGet(() -> now(noSuchResource(kind, id)));
    }

    private Uni<Response> answered(RoutingContext http, Uni<Answer> answer) {
        return answer.onFailure()
                .recoverWithItem(failure -> dialect.failed(failure, Front.requestId(http)))
                .map(Answer::response);
    }

    private static Uni<Answer> now(Answer answer) {
        return Uni.createFrom().item(answer);
    }

    private static Answer noSuchResource(Kind kind, String id) {
        return ErrorAnswer.of(new NotFound(kind, id)).answer();
    }

    private static Answer noSuchRegion(String region) {
        return ErrorAnswer.notFound("region", region).answer();
    }

    private Answer notServed() {
        String help = "this Berth serves " + served + " only; set that as the client's region";
        return ErrorAnswer.invalid(400, "region", Problem.CONSTRAINT, help).answer();
    }
}
