package dev.berth.api.dialect.scaleway.v1;

import static dev.berth.api.dialect.scaleway.triggers.TriggerShapes.description;
import static dev.berth.api.dialect.scaleway.triggers.TriggerShapes.name;
import static dev.berth.api.dialect.scaleway.triggers.TriggerShapes.oneSource;

import dev.berth.api.dialect.scaleway.containers.Shapes;
import dev.berth.api.openapi.ObjectShape;
import dev.berth.api.openapi.Shape;
import dev.berth.api.views.TriggerView;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** What {@link TriggerBody} reads and {@link TriggerAnswer} writes, as the document says it. */
final class TriggerShapes {

    static Schema created() {
        ObjectShape request =
                ObjectShape.empty().with("container_id", Shape.id()).with("name", name());
        return oneSource(
                SourceShapes.in(asked(request), true).schema(),
                Stream.of(SourceForm.values()).map(SourceForm::field).toList());
    }

    static Schema changed() {
        ObjectShape request = ObjectShape.empty().optional("name", name());
        return SourceShapes.in(asked(request), false)
                .schema()
                .description("A trigger keeps its kind of source; members of that one are replaced");
    }

    private static ObjectShape asked(ObjectShape request) {
        Schema destination = ObjectShape.empty()
                .optional("http_path", Shape.text(1, TriggerBody.LONGEST_PATH, TriggerBody.PATH))
                .optional("http_method", Shapes.choice("http_method", TriggerBody.METHODS.keySet()))
                .schema();
        return request.optional("description", description())
                .optional("tags", Shape.list(Shape.text()))
                .optional("destination_config", destination);
    }

    static Schema shown() {
        Schema destination = ObjectShape.empty()
                .with("http_path", Shape.text())
                .with("http_method", Shape.word("delete", "get", "patch", "post", "put"))
                .schema();
        ObjectShape answer = ObjectShape.empty()
                .with("id", Shape.id())
                .with("name", Shape.text())
                .with("description", Shape.text())
                .with("tags", Shape.list(Shape.text()))
                .with("status", NamespaceShapes.status())
                .maybe("error_message", Shape.text())
                .with("container_id", Shape.id())
                .with("destination_config", destination)
                .with("source_type", Shape.word(TriggerView.CRON, TriggerView.SQS, TriggerView.NATS))
                .with("created_at", Shape.time())
                .with("updated_at", Shape.time())
                .with("region", Shape.text())
                .with("srn", Shape.text());
        return SourceShapes.shownIn(answer).schema();
    }

    private TriggerShapes() {}
}
