package dev.berth.api.platform;

import static dev.berth.api.openapi.Described.answer;

import dev.berth.api.openapi.ApiDocument;
import dev.berth.api.openapi.Described;
import dev.berth.api.openapi.ObjectShape;
import dev.berth.api.openapi.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** What operators can ask of the views, as the document says it. */
final class ViewsShapes {

    private static final String VIEWS = "/admin/views";

    static void describe(ApiDocument document, Map<Integer, APIResponse> common) {
        Schema rebuilding = document.schema("Rebuilding", rebuilding());
        APIResponse state = answer("How the views are", document.schema("Views", views(rebuilding)));
        APIResponse rebuilt = answer("How far a rebuild has come", rebuilding);
        Map<Integer, APIResponse> answers = new TreeMap<>(common);
        answers.put(
                401,
                answer(
                        "Not the secret of this Berth",
                        ObjectShape.empty().with("message", Shape.text()).schema()));
        document.operation(
                "GET", VIEWS, described("getViews", List.of(), answers).answering(200, state));
        document.operation(
                "POST",
                VIEWS + "/pause",
                described("pauseViews", List.of(), answers).answering(200, state));
        document.operation(
                "POST",
                VIEWS + "/resume",
                described("resumeViews", List.of(), answers).answering(200, state));
        document.operation(
                "GET",
                VIEWS + "/rebuild",
                described("getRebuild", List.of(), answers).answering(200, rebuilt));
        document.operation(
                "POST",
                VIEWS + "/rebuild",
                described("rebuildViews", List.of(), answers)
                        .answering(200, rebuilt)
                        .answering(202, answer("It has begun", rebuilding))
                        .answering(409, answer("It failed; the earlier views are still in use", rebuilding)));
    }

    private static Described described(String id, List<Parameter> query, Map<Integer, APIResponse> answers) {
        return new Described(id, query, Optional.empty(), answers);
    }

    private static Schema views(Schema rebuilding) {
        Schema stuck = ObjectShape.empty()
                .with("stream", Shape.text())
                .with("version", Shape.count())
                .with("problem", Shape.text())
                .with("since", Shape.time())
                .schema();
        return ObjectShape.empty()
                .with("hash", Shape.text().description("The same for all views that were made from the same events"))
                .with("streams", Shape.count())
                .with("unseen", Shape.count().description("How many writes they have not reached"))
                .with("paused", Shape.flag())
                .with("stuck", Shape.list(stuck))
                .with("rebuilding", rebuilding)
                .schema();
    }

    private static Schema rebuilding() {
        return ObjectShape.empty()
                .with("state", Shape.word("never", "under-way", "done", "failed"))
                .maybe("since", Shape.time())
                .maybe("until", Shape.time())
                .maybe("events", Shape.count())
                .maybe("events_per_second", Shape.count())
                .maybe("hash", Shape.text())
                .maybe("earlier_hash", Shape.text())
                .maybe("equal", Shape.flag())
                .maybe("held_millis", Shape.count())
                .maybe("problem", Shape.text())
                .schema();
    }

    private ViewsShapes() {}
}
