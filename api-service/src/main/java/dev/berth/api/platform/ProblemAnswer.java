package dev.berth.api.platform;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.api.dialect.Answer;
import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refusal.Busy;
import dev.berth.api.refusal.Refusal.DomainUnproven;
import dev.berth.api.refusal.Refusal.Forbidden;
import dev.berth.api.refusal.Refusal.Invalid;
import dev.berth.api.refusal.Refusal.NameTaken;
import dev.berth.api.refusal.Refusal.NotFound;
import dev.berth.api.refusal.Refusal.QuotaExceeded;
import dev.berth.api.refusal.Refusal.Transient;
import dev.berth.api.refusal.Refusal.Unauthenticated;
import dev.berth.api.refusal.Refusal.Violation;
import jakarta.ws.rs.core.Response.Status;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Errors of Berth's own API, as RFC 9457 has them. */
final class ProblemAnswer {

    static final String PROBLEM = "application/problem+json";

    /** How each refusal is spelled. */
    static Answer of(Refusal refusal) {
        return switch (refusal) {
            case NotFound(var kind, var id) -> of(404, "there is no " + kind.wireName() + " " + id);
            case NameTaken(var kind, var name, var _) -> of(409, "there is a " + kind.wireName() + " called " + name);
            case Invalid(List<Violation> violations) -> invalid(violations);
            case Forbidden(var action, var kind) ->
                of(403, "this key may not " + action.name().toLowerCase(Locale.ROOT) + " " + kind.wireName() + "s");
            case Unauthenticated _ -> of(401, "X-Auth-Token must hold the secret of a valid API key");
            case Transient(var kind, var id, var state) ->
                of(409, "the " + kind.wireName() + " " + id + " is " + state);
            case DomainUnproven(var _, var reason) -> of(400, reason);
            case QuotaExceeded(var kind, var owner, var quota, var current) ->
                of(
                        403,
                        "the " + owner.kind().wireName() + " " + owner + " has " + current + " " + kind.wireName()
                                + "s, and may have " + quota);
            case Busy(Duration retryAfter) -> later("Berth has more to do than it can do at once", retryAfter);
        };
    }

    static Answer of(int status, String detail) {
        return new Answer(status, PROBLEM, body(status, detail), Optional.empty());
    }

    /** The same request will do after a while. */
    static Answer later(String detail, Duration retryAfter) {
        ObjectNode body = body(503, detail + "; try again in " + Answer.seconds(retryAfter) + " s");
        return new Answer(503, PROBLEM, body, Optional.of(retryAfter));
    }

    private static Answer invalid(List<Violation> violations) {
        ObjectNode body = body(400, "the request has faults");
        var errors = body.putArray("errors");
        violations.forEach(violation -> errors.addObject()
                .put("field", violation.field())
                .put("problem", violation.problem().name().toLowerCase(Locale.ROOT))
                .put("detail", violation.reason()));
        return new Answer(400, PROBLEM, body, Optional.empty());
    }

    private static ObjectNode body(int status, String detail) {
        String title = Objects.requireNonNull(Status.fromStatusCode(status)).getReasonPhrase();
        return JsonNodeFactory.instance
                .objectNode()
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
    }

    private ProblemAnswer() {}
}
