package dev.berth.api.dialect.scaleway;

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
import dev.berth.api.refusal.Refusal.Problem;
import dev.berth.api.refusal.Refusal.QuotaExceeded;
import dev.berth.api.refusal.Refusal.Reason;
import dev.berth.api.refusal.Refusal.Transient;
import dev.berth.api.refusal.Refusal.Unauthenticated;
import dev.berth.api.refusal.Refusal.Verb;
import dev.berth.api.refusal.Refusal.Violation;
import dev.berth.events.Kind;
import dev.berth.events.ResourceId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An error in Scaleway's words: {@code type} chooses the exception that a client throws, and each type has members that
 * must be there.
 *
 * @param retryAfter when the same request may do
 */
public record ErrorAnswer(int status, ObjectNode body, Optional<Duration> retryAfter) {

    /** How each refusal is spelled. */
    public static ErrorAnswer of(Refusal refusal) {
        return switch (refusal) {
            case NotFound(Kind kind, String id) -> notFound(singular(kind), id);
            case NameTaken(Kind kind, String name, Optional<ResourceId> holder) ->
                nameTaken(singular(kind), name, holder.map(ResourceId::toString).orElse(""));
            case Invalid(List<Violation> violations) -> invalid(400, violations);
            case Forbidden(Verb action, Kind kind) -> forbidden(action, kind);
            case Unauthenticated(Reason reason) -> unauthenticated(reason);
            case Transient(Kind kind, String id, String state) -> inTransition(kind, id, state);
            // without a type, and in these words: clients try again when a message begins so
            case DomainUnproven(String _, String reason) ->
                new ErrorAnswer(400, message("could not validate domain: " + reason));
            case QuotaExceeded(Kind kind, ResourceId owner, long quota, long current) ->
                quotaExceeded(kind, owner, quota, current);
            case Busy(Duration retryAfter) -> unavailable("Berth has more to do than it can do at once", retryAfter);
        };
    }

    /** There is no such thing. */
    public static ErrorAnswer notFound(String resource, String id) {
        ObjectNode body = body("not_found", "resource is not found");
        body.put("resource", resource).put("resource_id", id);
        return new ErrorAnswer(404, body);
    }

    /** The request as a whole is wrong, not one of its fields. */
    public static ErrorAnswer invalid(int status, String argument, Problem problem, String help) {
        return invalid(status, List.of(new Violation(argument, problem, help)));
    }

    /** The path is right, the method is not. */
    public static ErrorAnswer methodNotAllowed(String method) {
        return new ErrorAnswer(405, message("method " + method + " is not allowed here"));
    }

    /** Something that will be over soon is in the way. */
    public static ErrorAnswer unavailable(String cause, Duration retryAfter) {
        ObjectNode body = message(cause + "; try again in " + Answer.seconds(retryAfter) + " s");
        return new ErrorAnswer(503, body, Optional.of(retryAfter));
    }

    /** Something went wrong that should not have; the log says what, under the request's id. */
    public static ErrorAnswer failure(String requestId) {
        return new ErrorAnswer(500, message("something went wrong; Berth's log has it as request " + requestId));
    }

    public Answer answer() {
        return new Answer(status, Answer.JSON, body, retryAfter);
    }

    private ErrorAnswer(int status, ObjectNode body) {
        this(status, body, Optional.empty());
    }

    private static ErrorAnswer nameTaken(String resource, String name, String holder) {
        ObjectNode body = body("already_exists", "resource already exists");
        body.put("resource", resource).put("resource_id", holder);
        body.put(
                "help_message",
                "there is a " + resource + " called " + name + "; choose another name, or use that one");
        return new ErrorAnswer(409, body);
    }

    private static ErrorAnswer invalid(int status, List<Violation> violations) {
        ObjectNode body = body("invalid_arguments", "invalid argument(s)");
        var details = body.putArray("details");
        for (Violation violation : violations) {
            details.addObject()
                    .put("argument_name", violation.field())
                    .put("reason", word(violation.problem()))
                    .put("help_message", violation.reason());
        }
        return new ErrorAnswer(status, body);
    }

    private static ErrorAnswer forbidden(Verb action, Kind kind) {
        ObjectNode body = body("permissions_denied", "insufficient permissions");
        body.putArray("details").addObject().put("resource", plural(kind)).put("action", word(action));
        return new ErrorAnswer(403, body);
    }

    private static ErrorAnswer unauthenticated(Reason reason) {
        ObjectNode body = body("denied_authentication", "authentication is denied");
        body.put("method", "api_key").put("reason", word(reason));
        return new ErrorAnswer(401, body);
    }

    private static ErrorAnswer inTransition(Kind kind, String id, String state) {
        ObjectNode body = body("transient_state", "resource is in a transient state");
        body.put("resource", singular(kind)).put("resource_id", id).put("current_state", state);
        return new ErrorAnswer(409, body);
    }

    private static ErrorAnswer quotaExceeded(Kind kind, ResourceId owner, long quota, long current) {
        ObjectNode body = body("quotas_exceeded", "quota(s) exceeded for this resource");
        body.putArray("details")
                .addObject()
                .put("resource", "containers_" + plural(kind))
                .put("quota", quota)
                .put("current", current)
                .put(singular(owner.kind()) + "_id", owner.toString());
        return new ErrorAnswer(403, body);
    }

    private static ObjectNode body(String type, String message) {
        return JsonNodeFactory.instance.objectNode().put("type", type).put("message", message);
    }

    /** Without a type, clients show the message and the status. */
    private static ObjectNode message(String message) {
        return JsonNodeFactory.instance.objectNode().put("message", message);
    }

    private static String word(Problem problem) {
        return switch (problem) {
            case REQUIRED -> "required";
            case FORMAT -> "format";
            case CONSTRAINT -> "constraint";
            case UNKNOWN -> "unknown";
        };
    }

    private static String word(Verb action) {
        return switch (action) {
            case READ -> "read";
            case WRITE -> "write";
        };
    }

    private static String word(Reason reason) {
        return switch (reason) {
            case NOT_GIVEN -> "invalid_argument";
            case NOT_FOUND -> "not_found";
            case EXPIRED -> "expired";
        };
    }

    private static String singular(Kind kind) {
        return switch (kind) {
            case ORGANIZATION -> "organization";
            case PROJECT -> "project";
            case API_KEY -> "api_key";
            case NAMESPACE -> "namespace";
            case CONTAINER -> "container";
            case DOMAIN -> "domain";
            case TOKEN -> "token";
            case TRIGGER -> "trigger";
        };
    }

    public static String plural(Kind kind) {
        return singular(kind) + "s";
    }
}
