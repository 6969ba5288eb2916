package dev.berth.api.platform;

import dev.berth.api.openapi.ApiDocument;
import dev.berth.api.openapi.Described;
import dev.berth.api.openapi.ObjectShape;
import dev.berth.api.openapi.Shape;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** What {@link ProblemAnswer} looks like, as the document says it. */
final class ProblemShapes {

    private static final Map<Integer, String> MEANINGS = Map.of(
            400, "The request has faults; all of them are listed",
            401, "No key, or one that is unknown, revoked or expired",
            403, "The key does not open this, or there are as many as there may be",
            404, "There is none, or none that the key may know of",
            409, "The name is taken, or the resource is being deleted",
            413, "The body is too long",
            414, "The address is too long",
            431, "The headers are too long",
            503, "Not now; Retry-After says when");

    /** The answers that every operation can have, by status. */
    static Map<Integer, APIResponse> common(ApiDocument document) {
        Schema problem = document.schema("Problem", problem());
        Map<Integer, APIResponse> answers = new TreeMap<>();
        MEANINGS.forEach((status, meaning) -> {
            APIResponse answer = Described.answer(meaning, ProblemAnswer.PROBLEM, problem);
            answers.put(status, document.response("Problem" + status, status == 503 ? later(answer) : answer));
        });
        return answers;
    }

    private static APIResponse later(APIResponse answer) {
        return answer.addHeader(
                "Retry-After",
                OASFactory.createHeader()
                        .description("In how many seconds the same request may do")
                        .schema(Shape.number(1, Integer.MAX_VALUE)));
    }

    private static Schema problem() {
        Schema error = ObjectShape.empty()
                .with("field", Shape.text())
                .with("problem", Shape.word("required", "format", "constraint", "unknown"))
                .with("detail", Shape.text())
                .schema();
        return ObjectShape.empty()
                .with("title", Shape.text())
                .with("status", Shape.number(400, 599))
                .with("detail", Shape.text())
                .maybe("errors", Shape.list(error))
                .schema()
                .description("RFC 9457");
    }

    private ProblemShapes() {}
}
