package dev.berth.api.dialect.scaleway;

import static dev.berth.api.openapi.Described.answer;

import dev.berth.api.openapi.ApiDocument;
import dev.berth.api.openapi.ObjectShape;
import dev.berth.api.openapi.Shape;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** What {@link ErrorAnswer} looks like, as documents say it. */
final class ErrorShapes {

    /** The answers that every operation can have, by status. */
    static Map<Integer, APIResponse> common(ApiDocument document) {
        Schema invalid = document.schema("InvalidArguments", invalidArguments());
        Schema message = document.schema("Message", message().schema());
        Map<Integer, APIResponse> answers = new TreeMap<>();
        answers.put(
                400, document.response("Invalid", answer("The request has faults; all of them are listed", invalid)));
        answers.put(
                401,
                document.response(
                        "Unauthenticated",
                        answer("No key, or one that is unknown, revoked or expired", deniedAuthentication())));
        answers.put(
                403,
                document.response(
                        "Forbidden",
                        answer(
                                "The key does not open this, or the project has as many as it may have",
                                Shape.anyOf(
                                        document.schema("PermissionsDenied", permissionsDenied()),
                                        document.schema("QuotasExceeded", quotasExceeded())))));
        answers.put(
                404,
                document.response(
                        "NotFound",
                        answer(
                                "There is none, or none that the key may know of",
                                about("not_found").schema())));
        answers.put(413, document.response("BodyTooLong", answer("The body is too long", invalid)));
        answers.put(414, document.response("AddressTooLong", answer("The address is too long", invalid)));
        answers.put(431, document.response("HeadersTooLong", answer("The headers are too long", invalid)));
        answers.put(
                503,
                document.response(
                        "Unavailable",
                        answer("Not now; Retry-After says when", message)
                                .addHeader(
                                        "Retry-After",
                                        OASFactory.createHeader()
                                                .description("In how many seconds the same request may do")
                                                .schema(Shape.number(1, Integer.MAX_VALUE)))));
        return answers;
    }

    /** The answer to a change that cannot be now, or not with this name. */
    static APIResponse conflict(ApiDocument document) {
        Schema taken = document.schema(
                "AlreadyExists",
                about("already_exists").with("help_message", Shape.text()).schema());
        Schema changing = document.schema(
                "TransientState",
                about("transient_state").with("current_state", Shape.text()).schema());
        return document.response(
                "Conflict",
                answer("The name is taken, or the resource is being deleted", Shape.anyOf(taken, changing)));
    }

    /** The answer to a hostname that cannot be one, or whose DNS does not lead here yet. */
    static APIResponse unproven() {
        return answer(
                "The request has faults, or the hostname does not lead here yet: then the message begins with"
                        + " `could not validate domain`, and the same request may do later",
                Shape.anyOf(Shape.named("InvalidArguments"), Shape.named("Message")));
    }

    private static Schema invalidArguments() {
        Schema detail = ObjectShape.empty()
                .with("argument_name", Shape.text())
                .with("reason", Shape.word("required", "format", "constraint", "unknown"))
                .with("help_message", Shape.text())
                .schema();
        return typed("invalid_arguments").with("details", Shape.list(detail)).schema();
    }

    private static Schema deniedAuthentication() {
        return typed("denied_authentication")
                .with("method", Shape.word("api_key"))
                .with("reason", Shape.word("invalid_argument", "not_found", "expired"))
                .schema();
    }

    private static Schema permissionsDenied() {
        Schema detail = ObjectShape.empty()
                .with("resource", Shape.text())
                .with("action", Shape.word("read", "write"))
                .schema();
        return typed("permissions_denied").with("details", Shape.list(detail)).schema();
    }

    private static Schema quotasExceeded() {
        Schema detail = ObjectShape.empty()
                .with("resource", Shape.text())
                .with("quota", Shape.count())
                .with("current", Shape.count())
                .with("project_id", Shape.id())
                .schema();
        return typed("quotas_exceeded").with("details", Shape.list(detail)).schema();
    }

    private static ObjectShape about(String type) {
        return typed(type).with("resource", Shape.text()).with("resource_id", Shape.text());
    }

    private static ObjectShape typed(String type) {
        return message().with("type", Shape.word(type));
    }

    private static ObjectShape message() {
        return ObjectShape.empty().with("message", Shape.text());
    }

    private ErrorShapes() {}
}
